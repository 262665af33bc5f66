package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which kinds of JSON value there are. */
final class Types {

    private static final int MAX_SHOWN = 60;

    private Types() {}

    static Schema check(JsonNode argument) {
        List<String> types = new ArrayList<>();
        if (argument.isTextual()) {
            types.add(argument.textValue());
        }
        argument.forEach(type -> types.add(type.textValue()));
        String expected = types.stream().map(Types::name).collect(Collectors.joining(" or "));
        return (value, place) -> {
            if (types.stream().noneMatch(type -> is(value, type))) {
                place.refuse(shown(value), expected);
            }
        };
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("Cannot check the type '" + type + "'");
        };
    }

    static String name(String type) {
        return switch (type) {
            case "object" -> "an object";
            case "array" -> "a list";
            case "string" -> "text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> type;
        };
    }

    /** The value as an error shows it. */
    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
