package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an operation.
 *
 * @param type the JSON type that its text stands for
 */
record Parameter(String name, Where in, boolean required, String type, Schema schema) {

    /** Where a request carries it. */
    enum Where {
        PATH,
        QUERY,
        HEADER
    }

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    void check(@Nullable String text, List<Violation> violations) {
        Place place = new Place(name, violations);
        if (text != null) {
            schema.check(value(text), place);
        } else if (required) {
            place.refuse("missing", Types.name(type));
        }
    }

    /** A text that is none of the type stays text, which the schema then refuses. */
    private JsonNode value(String text) {
        if (type.equals("integer") && WHOLE_NUMBER.matcher(text).matches()) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        if (type.equals("boolean") && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        return TextNode.valueOf(text);
    }
}
