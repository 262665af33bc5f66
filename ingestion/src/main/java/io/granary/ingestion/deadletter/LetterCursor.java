package io.granary.ingestion.deadletter;

import io.granary.core.GranaryException;
import io.granary.http.Cursor;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where the next page goes on: below these offsets of each partition. */
final class LetterCursor {

    private static final String LIST = "dead-letters";

    private LetterCursor() {}

    static String encode(Map<Integer, Long> below) {
        return Cursor.encode(
                LIST,
                new TreeMap<>(below)
                        .entrySet().stream()
                                .map(each -> each.getKey() + "-" + each.getValue())
                                .collect(Collectors.joining(",")));
    }

    /** @throws GranaryException (INVALID_ARGUMENT) for what no page has answered */
    static Map<Integer, Long> decode(String cursor) {
        String text = Cursor.decode(LIST, cursor);
        Map<Integer, Long> below = new TreeMap<>();
        try {
            for (String each : text.split(",", -1)) {
                LetterId place = LetterId.parse(each);
                below.put(place.partition(), place.offset());
            }
            return below;
        } catch (GranaryException e) {
            throw Cursor.unknown(cursor);
        }
    }
}
