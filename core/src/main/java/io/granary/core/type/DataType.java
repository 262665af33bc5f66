package io.granary.core.type;

import io.granary.core.GranaryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a feature, column or join key.
 *
 * <p>Its text form is what a definition file says: {@code FLOAT64}, {@code LIST<INT64>}, {@code MAP<STRING, BOOL>},
 * {@code VECTOR<FLOAT32, 128>}. {@link Coercion} lists the Java class that represents a value of each type.
 */
public sealed interface DataType permits ScalarType, ListType, MapType, VectorType {

    /** The text form, which {@link #parse} reads back. */
    String text();

    /**
     * Reads the text form.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming the text and what was expected
     */
    static DataType parse(String text) {
        Matcher nested = Grammar.NESTED.matcher(text.strip());
        if (!nested.matches()) {
            return ScalarType.parse(text.strip());
        }
        String first = nested.group(2);
        String second = nested.group(3);
        return switch (nested.group(1) + (second == null ? 1 : 2)) {
            case "LIST1" -> new ListType(ScalarType.parse(first));
            case "MAP2" -> MapType.of(ScalarType.parse(first), ScalarType.parse(second));
            case "VECTOR2" -> VectorType.of(ScalarType.parse(first), second);
            default -> throw GranaryException.invalid("type", text, Grammar.EXPECTED);
        };
    }

    /** How the text form is read; an implementation detail that an interface cannot hide otherwise. */
    final class Grammar {
        static final Pattern NESTED = Pattern.compile("(LIST|MAP|VECTOR)\\s*<\\s*(\\w+)\\s*(?:,\\s*(\\w+)\\s*)?>");
        static final String EXPECTED = "one of BOOL, INT32, INT64, FLOAT32, FLOAT64, STRING, BYTES, TIMESTAMP,"
                + " LIST<scalar>, MAP<STRING, scalar>, VECTOR<FLOAT32, n>";

        private Grammar() {}
    }
}
