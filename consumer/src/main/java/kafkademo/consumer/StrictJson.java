package kafkademo.consumer;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Jackson's parser as strict as RFC 8259, in two makes that refuse the same documents: one that says why and where, and a terse
 * one. Of the time that a malformed document costs, nearly all goes into words, places and stack traces; whoever only counts
 * has no use for them.
 */
final class StrictJson {
    /** Far above what a broker accepts by default (1 MiB), far below what would fill the heap. */
    static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

    /** What Jackson's words begin with where a document ends before it is complete, with whatever exception they come. */
    static final String END_OF_INPUT = "Unexpected end-of-input";

    private static final JsonFactory EXPLICIT = options().build();
    private static final JsonFactory TERSE = new TerseFactory(options());

    private StrictJson() {}

    private static JsonFactoryBuilder options() {
        return JsonFactory.builder()
                // A document in UTF-16 is no UTF-8, even where its bytes happen to be.
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                // Few threads read, and each one over and over: no need to share buffers.
                .recyclerPool(JsonRecyclerPools.threadLocalPool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(500)
                        .maxNumberLength(1_000)
                        .maxNameLength(50_000)
                        .maxStringLength(MAX_DOCUMENT_BYTES)
                        .build());
    }

    /** A parser whose exceptions tell what is wrong and where. */
    static JsonParser explicitParser(byte[] document) {
        return EXPLICIT.createParser(ObjectReadContext.empty(), document);
    }

    /** A parser whose exceptions are good for their type and the beginning of their message alone. */
    static JsonParser terseParser(byte[] document) {
        return TERSE.createParser(ObjectReadContext.empty(), document);
    }

    private static final class TerseFactory extends JsonFactory {
        private static final long serialVersionUID = 1;

        private TerseFactory(JsonFactoryBuilder options) {
            super(options);
        }

        @Override
        protected JsonParser _createParser(
                ObjectReadContext readContext, IOContext ioContext, byte[] bytes, int offset, int length) {
            return new TerseParser(
                    readContext,
                    ioContext,
                    _streamReadFeatures,
                    _formatReadFeatures,
                    _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
                    bytes,
                    offset,
                    offset + length);
        }
    }

    /** Changes nothing in what is refused, only with how many words. */
    private static final class TerseParser extends UTF8StreamJsonParser {
        private TerseParser(
                ObjectReadContext readContext,
                IOContext ioContext,
                int streamFeatures,
                int formatFeatures,
                ByteQuadsCanonicalizer names,
                byte[] bytes,
                int start,
                int end) {
            super(readContext, ioContext, streamFeatures, formatFeatures, null, names, bytes, start, end, 0, false);
        }

        @Override
        protected void _handleEOF() {
            if (!streamReadContext().inRoot()) {
                throw new Refusal(END_OF_INPUT);
            }
        }

        @Override
        protected <T> T _reportInvalidEOF(String message, JsonToken token) {
            throw new Refusal(END_OF_INPUT);
        }

        @Override
        protected <T> T _reportUnexpectedChar(int character, String comment) {
            throw new Refusal(character < 0 ? END_OF_INPUT : "Unexpected character");
        }

        @Override
        protected StreamReadException _constructReadException(String message) {
            return new Refusal(message);
        }
    }

    private static final class Refusal extends StreamReadException {
        private static final long serialVersionUID = 1;

        private Refusal(String message) {
            super(message);
        }

        /** The stack is always the same, and filling it in costs more than parsing the document. */
        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
