/**
 * How do settings change while a service runs? {@link kafkademo.common.control.Knobs} hold and change them,
 * {@link kafkademo.common.control.ControlServer} takes requests on a Unix domain socket, and
 * {@link kafkademo.common.control.ControlMain} is the command {@code control} that sends them.
 *
 * <p>Why a socket in the file system rather than a port or JMX: it cannot be reached from outside the container, the permissions
 * of its file say who may use it, and its client starts in a fraction of a second.
 */
package kafkademo.common.control;
