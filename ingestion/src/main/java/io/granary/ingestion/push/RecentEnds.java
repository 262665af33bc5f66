package io.granary.ingestion.push;

import io.granary.ingestion.SeenEnds;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found out about the receipts that somebody asked for lately, for a minute: a topic may be made anew. Safe for
 * threads.
 */
final class RecentEnds {

    private static final int MAX = 10_000;
    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    private record Recent(SeenEnds ends, long sinceNanos) {}

    private final Map<String, Recent> recent = new LinkedHashMap<>();

    /** @param receipt as text */
    synchronized SeenEnds of(String receipt) {
        long nowNanos = System.nanoTime();
        Iterator<Recent> eldest = recent.values().iterator();
        while (eldest.hasNext()
                && (recent.size() > MAX || nowNanos - eldest.next().sinceNanos() > KEPT_NANOS)) {
            eldest.remove();
        }
        return recent.computeIfAbsent(receipt, unknown -> new Recent(new SeenEnds(), nowNanos))
                .ends();
    }
}
