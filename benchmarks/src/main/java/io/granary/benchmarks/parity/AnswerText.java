package io.granary.benchmarks.parity;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.benchmarks.oracle.OracleFeature;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Answers as text that is equal if and only if the answers are, in every bit. */
final class AnswerText {

    static final String NOTHING = "null";
    private static final Set<String> ALWAYS_DOUBLE = Set.of("avg", "var", "std", "percentile");
    private static final Set<String> ALWAYS_LONG = Set.of("count", "count_distinct", "approx_count_distinct");
    private static final Set<String> DOUBLE_COLUMNS = Set.of("amount", "odd");

    private AnswerText() {}

    /** Of a value of JSON. */
    static String of(OracleFeature feature, JsonNode value) {
        if (value.isArray()) {
            return list(StreamSupport.stream(value.spliterator(), false)
                    .map(each -> of(feature, each))
                    .toList());
        }
        if (value.isNull() || value.isMissingNode()) {
            return NOTHING;
        }
        return isDouble(feature) ? of(Double.parseDouble(value.asText())) : value.asText();
    }

    /** Of a Long, a Double, a String, a list of them, or null. */
    static String of(@Nullable Object value) {
        if (value instanceof Object[] elements) {
            return of(List.of(elements));
        }
        if (value instanceof List<?> elements) {
            return list(elements.stream().map(AnswerText::of).toList());
        }
        return value instanceof Double number
                ? Long.toHexString(Double.doubleToLongBits(number)) + " (" + number + ")"
                : String.valueOf(value);
    }

    private static String list(List<String> elements) {
        return elements.stream().collect(joining(", ", "[", "]"));
    }

    private static boolean isDouble(OracleFeature feature) {
        return !ALWAYS_LONG.contains(feature.function())
                && (ALWAYS_DOUBLE.contains(feature.function()) || DOUBLE_COLUMNS.contains(feature.column()));
    }
}
