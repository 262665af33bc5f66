package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rules of texts. */
final class Texts {

    private Texts() {}

    /** @param expected the pattern in words */
    static Schema pattern(String regex, String expected) {
        Pattern pattern = Pattern.compile(regex);
        return (value, place) -> {
            if (value.isTextual() && !pattern.matcher(value.textValue()).find()) {
                place.refuse("'" + value.textValue() + "'", expected);
            }
        };
    }

    static Schema atLeast(int length) {
        return (value, place) -> {
            if (value.isTextual() && length(value) < length) {
                place.refuse(length(value) + " characters", "at least " + length);
            }
        };
    }

    static Schema atMost(int length) {
        return (value, place) -> {
            if (value.isTextual() && length(value) > length) {
                place.refuse(length(value) + " characters", "at most " + length);
            }
        };
    }

    static Schema oneOf(JsonNode argument) {
        List<JsonNode> values = new ArrayList<>();
        argument.forEach(values::add);
        return (value, place) -> {
            if (!values.contains(value)) {
                place.refuse(Types.shown(value), "one of " + argument);
            }
        };
    }

    /** JSON Schema counts characters, not halves of them. */
    private static int length(JsonNode value) {
        String text = value.textValue();
        return text.codePointCount(0, text.length());
    }
}
