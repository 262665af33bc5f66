package io.granary.ingestion;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * From which arrival on events of a source are still to come: the least over its partitions, since one may be read long
 * after another. Arrivals of one partition rise. Used by one thread.
 */
final class ArrivalClock {

    /** Of a source of which some partition has told nothing yet. */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** By how much arrivals of a partition may go back, as when another broker takes over. */
    private static final long SLACK_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final Map<Integer, Long> latest = new HashMap<>();

    /** Takes note of a record of the source. */
    void arrived(int partition, long arrivalMillis) {
        latest.merge(partition, arrivalMillis, Math::max);
    }

    /**
     * No event that is still to come arrived before this, in epoch milliseconds.
     *
     * @param partitions of the source
     */
    long leastMillis(int partitions) {
        if (latest.size() < partitions) {
            return UNKNOWN;
        }
        long least = Long.MAX_VALUE;
        for (long arrival : latest.values()) {
            least = Math.min(least, arrival);
        }
        return least - SLACK_MILLIS;
    }
}
