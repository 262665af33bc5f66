package io.granary.ingestion.push;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that count, by when they were recorded, with what their requests were answered with. Used by one thread. */
final class KnownKeys {

    /** How long a key stands for its request. */
    static final Duration KEPT = Duration.ofHours(1);

    private record Known(long millis, KeyedReceipt receipt) {}

    private final Map<String, Known> known = new LinkedHashMap<>();

    /** @param millis when it was recorded, by the broker */
    void add(long millis, KeyedReceipt receipt) {
        Iterator<Known> eldest = known.values().iterator();
        while (eldest.hasNext() && isOver(eldest.next(), millis)) {
            eldest.remove();
        }
        Known before = known.get(receipt.key().key());
        if (before == null || isOver(before, millis)) {
            known.remove(receipt.key().key());
            known.put(receipt.key().key(), new Known(millis, receipt));
        }
    }

    /** The receipt of the request that has a key now; null: none has. */
    @Nullable
    KeyedReceipt find(String key, long nowMillis) {
        Known found = known.get(key);
        return found == null || isOver(found, nowMillis) ? null : found.receipt();
    }

    int size() {
        return known.size();
    }

    private static boolean isOver(Known key, long nowMillis) {
        return key.millis() + KEPT.toMillis() <= nowMillis;
    }
}
