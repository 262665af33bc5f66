package io.granary.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.granary.core.GranaryException;
import java.io.IOException;

/**
 * Reads JSON (RFC 8259) and refuses what a lenient parser would change in silence: duplicate keys, text after the value,
 * more than 64 levels, NaN and infinities, numbers beyond the range of a double, lone surrogates, invalid UTF-8 and a
 * byte order mark. Numbers stay exact. A refusal is an INVALID_ARGUMENT that names the JSON path, such as {@code
 * entities.airport[3]}. Thread-safe.
 */
public final class StrictJson {

    /** How deep arrays and objects may nest. */
    public static final int MAX_DEPTH = 64;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StrictJson() {}

    /** The value as a tree, its numbers int, long, BigInteger or BigDecimal. */
    public static JsonNode parse(byte[] json) {
        return read(json, parser -> {
            parser.nextToken();
            return MAPPER.readTree(parser);
        });
    }

    /** What {@code reader} makes of the one value in {@code json}; for hot paths that need no tree. */
    public static <T> T read(byte[] json, JsonReader<T> reader) {
        JsonText.check(json);
        try (JsonParser parser = new ExactNumbers(FACTORY.createParser(json))) {
            try {
                T value = reader.read(parser);
                requireEnd(parser);
                return value;
            } catch (IOException e) {
                throw JsonRefusal.of(parser, e);
            }
        } catch (IOException e) {
            throw GranaryException.invalid("body", "unreadable", "JSON");
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.currentToken() == null && parser.getLastClearedToken() == null) {
            throw GranaryException.invalid("body", "empty", "a JSON value");
        }
        if (parser.nextToken() != null) {
            throw GranaryException.invalid("body", "text after the JSON value", "one JSON value");
        }
    }
}
