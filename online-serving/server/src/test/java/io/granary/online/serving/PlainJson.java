package io.granary.online.serving;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON of values, written in the plainest way: what the fast writers are held to. */
final class PlainJson {

    private PlainJson() {}

    static String of(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? DoubleToDecimal.toString(number) : "null";
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Instant moment) {
            return '"' + moment.toString() + '"';
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return '"' + Base64.getEncoder().encodeToString(copy) + '"';
        }
        if (value instanceof List<?> values) {
            return values.stream().map(PlainJson::of).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> values) {
            return values.entrySet().stream()
                    .map(entry -> quoted((String) entry.getKey()) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return String.valueOf(value);
    }

    static String list(List<String> elements) {
        return "[" + String.join(",", elements) + "]";
    }

    private static String quoted(String text) {
        return text.chars().mapToObj(PlainJson::letter).collect(Collectors.joining("", "\"", "\""));
    }

    private static String letter(int letter) {
        if (letter == '"' || letter == '\\') {
            return "\\" + (char) letter;
        }
        return letter < ' ' ? String.format("\\u%04x", letter) : String.valueOf((char) letter);
    }
}
