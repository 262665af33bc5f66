package io.granary.ingestion.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.GranaryException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where the next page goes on: below these offsets of each partition. */
final class LetterCursor {

    private LetterCursor() {}

    static String encode(Map<Integer, Long> below) {
        String text = new TreeMap<>(below)
                .entrySet().stream()
                        .map(each -> each.getKey() + "-" + each.getValue())
                        .collect(Collectors.joining(","));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** @throws GranaryException (INVALID_ARGUMENT) for what no page has answered */
    static Map<Integer, Long> decode(String cursor) {
        Map<Integer, Long> below = new TreeMap<>();
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            for (String each : text.split(",", -1)) {
                LetterId place = LetterId.parse(each);
                below.put(place.partition(), place.offset());
            }
            return below;
        } catch (IllegalArgumentException | GranaryException e) {
            throw GranaryException.invalid("cursor", "'" + cursor + "'", "'next' of the page before");
        }
    }
}
