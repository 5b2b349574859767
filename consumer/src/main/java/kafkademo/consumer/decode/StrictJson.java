package kafkademo.consumer.decode;

import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
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

    private static final JsonFactory EXPLICIT = new Factory(ExplicitParser::new);
    private static final JsonFactory TERSE = new Factory(TerseParser::new);

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

    /** What a parser is made of. */
    private record Parts(
            ObjectReadContext context,
            IOContext io,
            int streamFeatures,
            int formatFeatures,
            ByteQuadsCanonicalizer names,
            byte[] bytes,
            int start,
            int end) {}

    private static final class Factory extends JsonFactory {
        private static final long serialVersionUID = 1;

        private final transient Function<Parts, JsonParser> make;

        private Factory(Function<Parts, JsonParser> make) {
            super(options());
            this.make = make;
        }

        @Override
        protected JsonParser _createParser(
                ObjectReadContext context, IOContext io, byte[] bytes, int offset, int length) {
            ByteQuadsCanonicalizer names = _byteSymbolCanonicalizer.makeChild(_factoryFeatures);
            return make.apply(new Parts(
                    context, io, _streamReadFeatures, _formatReadFeatures, names, bytes, offset, offset + length));
        }
    }

    private abstract static class Parser extends UTF8StreamJsonParser {
        private Parser(Parts of) {
            super(
                    of.context,
                    of.io,
                    of.streamFeatures,
                    of.formatFeatures,
                    null,
                    of.names,
                    of.bytes,
                    of.start,
                    of.end,
                    0,
                    false);
        }
    }

    /** Changes nothing in what is refused, only with how many words. */
    private static final class TerseParser extends Parser {
        private TerseParser(Parts of) {
            super(of);
        }

        @Override
        protected void _handleEOF() {
            if (!streamReadContext().inRoot()) {
                throw new Refusal(END_OF_INPUT, null);
            }
        }

        @Override
        protected <T> T _reportInvalidEOF(String message, JsonToken token) {
            throw new Refusal(END_OF_INPUT, null);
        }

        @Override
        protected <T> T _reportUnexpectedChar(int character, String comment) {
            throw new Refusal(character < 0 ? END_OF_INPUT : "Unexpected character", null);
        }

        @Override
        protected StreamReadException _constructReadException(String message) {
            return new Refusal(message, null);
        }

        @Override
        protected StreamReadException _constructReadException(String message, TokenStreamLocation location) {
            return new Refusal(message, null);
        }
    }

    /** Has the words of Jackson's own parser, but lays them side by side where that one formats them, at ten times the price. */
    private static final class ExplicitParser extends Parser {
        private ExplicitParser(Parts of) {
            super(of);
        }

        @Override
        protected void _handleEOF() {
            if (!streamReadContext().inRoot()) {
                String open = streamReadContext().inArray() ? "Array" : "Object";
                throw new Refusal(END_OF_INPUT + ": expected close marker for " + open, currentLocation());
            }
        }

        @Override
        protected <T> T _reportInvalidEOF(String message, JsonToken token) {
            throw new Refusal(END_OF_INPUT + message, currentLocation());
        }

        @Override
        protected <T> T _reportUnexpectedChar(int character, String comment) {
            if (character < 0) {
                _reportInvalidEOF();
            }
            String found = "Unexpected character (" + _getCharDesc(character) + ")";
            throw new Refusal(comment == null ? found : found + ": " + comment, _currentLocationMinusOne());
        }

        @Override
        protected StreamReadException _constructReadException(String message) {
            return new Refusal(message, currentLocation());
        }

        @Override
        protected StreamReadException _constructReadException(String message, TokenStreamLocation location) {
            return new Refusal(message, location);
        }
    }

    private static final class Refusal extends StreamReadException {
        private static final long serialVersionUID = 1;

        private Refusal(String message, TokenStreamLocation location) {
            super(null, message, location);
        }

        /** The stack is always the same, and filling it in costs more than parsing the document. */
        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
