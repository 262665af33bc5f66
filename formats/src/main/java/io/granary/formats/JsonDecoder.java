package io.granary.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object a record, read strictly: no duplicate names, nothing after it, bounded depth. */
final class JsonDecoder implements RecordDecoder {

    private static final int MAX_DEPTH = 64;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final EventLayout layout;

    JsonDecoder(EventLayout layout) {
        this.layout = layout;
    }

    @Override
    public Event decode(EventHeaders headers, byte[] value) {
        try (JsonParser parser = JSON.createParser(value)) {
            @Nullable Object[] found = readObject(parser);
            if (parser.nextToken() != null) {
                throw GranaryException.invalid("record", "more than one JSON value", "one JSON object");
            }
            return layout.event(found);
        } catch (JsonProcessingException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot read JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot read JSON: " + e.getMessage(), e);
        }
    }

    private @Nullable Object[] readObject(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw GranaryException.invalid("record", first, "one JSON object");
        }
        @Nullable Object[] found = new Object[layout.columns().size()];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int position = layout.findPosition(parser.currentName());
            parser.nextToken();
            if (position < 0) {
                parser.skipChildren();
            } else {
                found[position] = readValue(parser);
            }
        }
        return found;
    }

    private @Nullable Object readValue(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case START_ARRAY -> readArray(parser);
            case START_OBJECT -> readMap(parser);
            default -> parser.getText();
        };
    }

    private List<@Nullable Object> readArray(JsonParser parser) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(readValue(parser));
        }
        return elements;
    }

    private Map<String, @Nullable Object> readMap(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            entries.put(name, readValue(parser));
        }
        return entries;
    }
}
