package kafkademo.common.control;

/**
 * What client and service say to each other, in lines of UTF-8. The client sends
 *
 * <pre>
 *   for MILLISECONDS      at most once: the change is temporary
 *   set NAME=VALUE        once for each setting to change; never, to see them all
 *   end
 * </pre>
 *
 * and the service answers with one of the words below on a line, then lines for a person to read, and closes the connection.
 */
final class Protocol {
    static final String FOR = "for ";
    static final String SET = "set ";
    static final String END = "end";

    /** Done: the lines tell what. */
    static final String OK = "ok";

    /** Nothing done: each line tells one thing that is wrong. */
    static final String REFUSED = "refused";

    /** Nothing done, through no fault of the client: the line tells why. */
    static final String FAILED = "failed";

    /** A request's bytes at most. */
    static final int MAX_REQUEST = 16 * 1024;

    /** After this time without a word from the other side, either gives up. */
    static final int PATIENCE_MILLIS = 5_000;

    private Protocol() {}
}
