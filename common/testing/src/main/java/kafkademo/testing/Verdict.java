package kafkademo.testing;

/** What a second parser, {@link StrictJson}, says of a document. */
public enum Verdict {
    OBJECT,
    OTHER_JSON,
    NO_JSON;

    public static Verdict of(byte[] document) {
        if (document.length > 2
                && document[0] == (byte) 0xEF
                && document[1] == (byte) 0xBB
                && document[2] == (byte) 0xBF) {
            return NO_JSON; // That parser skips a byte order mark, as RFC 8259 lets it; the decoder does not.
        }
        try {
            return StrictJson.parse(document).isJsonObject() ? OBJECT : OTHER_JSON;
        } catch (IllegalArgumentException e) {
            return NO_JSON;
        }
    }
}
