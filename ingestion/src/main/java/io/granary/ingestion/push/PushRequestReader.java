package io.granary.ingestion.push;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.http.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request as Feast's clients send it, without a tree and within the limits. Used once. */
final class PushRequestReader implements JsonReader<PushRequest> {

    private static final String PUSH_SOURCE = "push_source_name";
    private static final String FEATURE_VIEW = "feature_view_name";
    private static final String TO = "to";

    private final List<String> fields;
    private final int maxRows;
    private @Nullable String name;
    private @Nullable DataFrame frame;
    private Destination destination = Destination.ONLINE;

    private PushRequestReader(List<String> fields, int maxRows) {
        this.fields = fields;
        this.maxRows = maxRows;
    }

    /** Of rows for a push source. */
    static PushRequestReader ofPush(int maxRows) {
        return new PushRequestReader(
                List.of(PUSH_SOURCE, "df", TO, "allow_registry_cache", "transform_on_write"), maxRows);
    }

    /** Of rows for a feature view. */
    static PushRequestReader ofWrite(int maxRows) {
        return new PushRequestReader(
                List.of(FEATURE_VIEW, "df", "allow_registry_cache", "transform_on_write"), maxRows);
    }

    @Override
    public PushRequest read(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw GranaryException.invalid("body", first == null ? "empty" : first, "an object with " + fields);
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            readField(field, parser);
        }
        if (name == null || frame == null) {
            throw GranaryException.invalid(name == null ? fields.get(0) : "df", "missing", "a value");
        }
        return new PushRequest(name, frame, destination);
    }

    private void readField(String field, JsonParser parser) throws IOException {
        requireKnown(field);
        switch (field) {
            case PUSH_SOURCE, FEATURE_VIEW -> name = text(parser, field, "a name");
            case "df" -> frame = frame(parser);
            case TO -> destination = Destination.parse(text(parser, TO, "one of " + Destination.TEXTS));
            case "allow_registry_cache" -> flag(parser, field);
            default -> requireTransformed(flag(parser, field));
        }
    }

    private void requireKnown(String field) {
        if (!fields.contains(field)) {
            String suggestion = Suggestions.of(field, fields);
            throw GranaryException.invalid(
                    "body", "'" + field + "'", "one of " + fields + (suggestion == null ? "" : "; " + suggestion));
        }
    }

    private static void requireTransformed(boolean transform) {
        if (!transform) {
            throw GranaryException.invalid(
                    "transform_on_write", false, "true, because features are always computed by their definition");
        }
    }

    private DataFrame frame(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_OBJECT, "df", "columns with a list of values each");
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String column = parser.currentName();
            parser.nextToken();
            require(parser, JsonToken.START_ARRAY, "df." + column, "a list of values");
            columns.put(column, column(column, parser));
        }
        return new DataFrame(columns);
    }

    private List<@Nullable Object> column(String column, JsonParser parser) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (values.size() == maxRows) {
                throw GranaryException.invalid(
                        "df." + column, "more than " + maxRows + " values", "at most " + maxRows + "; split the rows");
            }
            values.add(JsonValue.read(parser));
        }
        return values;
    }

    private static boolean flag(JsonParser parser, String name) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw unexpected(parser, name, "true or false");
        };
    }

    private static String text(JsonParser parser, String name, String expected) throws IOException {
        require(parser, JsonToken.VALUE_STRING, name, expected);
        return parser.getText();
    }

    private static void require(JsonParser parser, JsonToken wanted, String name, String expected) throws IOException {
        if (parser.currentToken() != wanted) {
            throw unexpected(parser, name, expected);
        }
    }

    private static GranaryException unexpected(JsonParser parser, String name, String expected) throws IOException {
        return GranaryException.invalid(name, parser.getText(), expected);
    }
}
