/**
 * Settings that change while a service runs. In the service: its {@link kafkademo.common.control.Knobs}, and a
 * {@link kafkademo.common.control.ControlServer} that takes commands on a Unix domain socket, which only the service's own user
 * may connect to. Beside it, as a process of its own: {@link kafkademo.common.control.ControlMain}, the command {@code control}, which
 * passes a command on and prints the answer.
 *
 * <p>A socket in the file system rather than a port or JMX: it can be reached from nowhere but the service's own container, its
 * permissions are a file's, and a client for it starts in a fraction of a second, since it needs nothing but a few small classes.
 */
package kafkademo.common.control;
