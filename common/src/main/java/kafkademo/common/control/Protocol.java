package kafkademo.common.control;

/**
 * What client and service say to each other, in lines of UTF-8. The client sends its arguments, one per line, and then
 * {@link #END}. The service answers with a line that holds one of the words below, then lines for a person to read, and hangs up.
 */
final class Protocol {
    /** Without this line, a request is incomplete and has no effect. */
    static final String END = "end\n";

    /** Done; the lines say what. */
    static final String OK = "ok";

    /** Nothing changed; each line says what is wrong with the request. */
    static final String REFUSED = "refused";

    /** Nothing changed, and the client is not to blame; the line says why. */
    static final String FAILED = "failed";

    static final int MAX_REQUEST_BYTES = 16 * 1024;

    private Protocol() {}
}
