package io.granary.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;

/** The place of a value as people write it: {@code entities.airport[3]}; the root is {@code body}. */
public final class JsonPath {

    private JsonPath() {}

    /** The path of the parser's current token. */
    public static String of(JsonParser parser) {
        return of(parser.getParsingContext());
    }

    /** The path of the array or object that the parser is in. */
    static String ofContainer(JsonParser parser) {
        JsonStreamContext parent = parser.getParsingContext().getParent();
        return parent == null ? "body" : of(parent);
    }

    private static String of(JsonStreamContext context) {
        StringBuilder path = new StringBuilder();
        append(path, context);
        return path.isEmpty() ? "body" : path.toString();
    }

    private static void append(StringBuilder path, JsonStreamContext context) {
        JsonStreamContext parent = context.getParent();
        if (parent == null) {
            return;
        }
        append(path, parent);
        if (context.inArray()) {
            path.append('[').append(Math.max(0, context.getCurrentIndex())).append(']');
        } else if (context.getCurrentName() != null) {
            path.append(path.isEmpty() ? "" : ".").append(context.getCurrentName());
        }
    }
}
