package io.granary.ingestion;

import io.granary.ingestion.SourceProgress.Position;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out how far an application has read the partitions of its source, those without records among them: what has been
 * committed up to an end that was seen at a time holds all that had arrived by then. Blocks on the broker; used by one
 * thread.
 */
final class SourceWatch {

    private static final long INTERVAL_MILLIS = TimeUnit.SECONDS.toMillis(5);

    /** By how much the clocks of brokers may be behind this one. */
    private static final long SLACK_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /** Long before the broker forgets saved offsets. */
    private static final long SAVE_AGAIN_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final WindowPlan plan;
    private final SourceProgress progress;
    private final Offsets offsets;
    private final Cuts cuts;
    private final InstantSource clock = InstantSource.system();
    private Map<TopicPartition, Long> ends = Map.of();
    private long seenMillis;
    private long savedMillis = clock.millis();

    SourceWatch(WindowPlan plan, SourceProgress progress, Offsets offsets, Cuts cuts) {
        this.plan = plan;
        this.progress = progress;
        this.offsets = offsets;
        this.cuts = cuts;
    }

    /** Looks, when it is time to. */
    void step() {
        long now = clock.millis();
        if (now - seenMillis < INTERVAL_MILLIS) {
            return;
        }
        Map<TopicPartition, Long> committed = offsets.committed(plan.applicationId());
        ends.forEach((partition, end) -> {
            long position = committed.getOrDefault(partition, 0L);
            if (position >= end) {
                progress.readUpTo(partition.partition(), new Position(position, seenMillis - SLACK_MILLIS));
            }
        });
        ends = offsets.ends(plan.source().topic());
        seenMillis = now;
        progress.hasPartitions(ends.size());
        if (now - savedMillis > SAVE_AGAIN_MILLIS) {
            savedMillis = now;
            cuts.saveAgain(plan);
        }
    }
}
