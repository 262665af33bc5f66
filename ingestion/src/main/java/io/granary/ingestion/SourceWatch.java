package io.granary.ingestion;

import io.granary.ingestion.SourceProgress.Position;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out how far an application has read the partitions of its source, those without records among them: what has been
 * committed up to an end that was seen at a time holds all that had arrived by then. Nobody commits what is no record behind
 * the last one that was read before a restart, so what is left of a partition that stands still is looked at. Blocks on the
 * broker; used by one thread.
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
    private final RecordTails tails;
    private final Cuts cuts;
    private final InstantSource clock = InstantSource.system();
    private final Map<TopicPartition, Long> cut = new HashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();
    private Map<TopicPartition, Long> positions = Map.of();
    private long seenMillis;
    private long savedMillis = clock.millis();

    SourceWatch(WindowPlan plan, SourceProgress progress, Offsets offsets, RecordTails tails, Cuts cuts) {
        this.plan = plan;
        this.progress = progress;
        this.offsets = offsets;
        this.tails = tails;
        this.cuts = cuts;
        progress.cut()
                .forEach((partition, offset) ->
                        cut.put(new TopicPartition(plan.source().topic(), partition), offset));
    }

    /** Looks, when it is time to. */
    void step() {
        if (!cut.isEmpty()) {
            passCut();
        }
        long now = clock.millis();
        if (now - seenMillis >= INTERVAL_MILLIS) {
            look(now);
        }
        if (now - savedMillis > SAVE_AGAIN_MILLIS) {
            savedMillis = now;
            cuts.saveAgain(plan);
        }
    }

    /**
     * Events are kept back until every partition was read up to its cut, and a quiet one has no record above it that tells:
     * so it is looked for each time, the first one among them, when an application that was there begins again.
     */
    private void passCut() {
        long now = clock.millis();
        UnreadOffsets unread = tails.unread(offsets.unread(plan.applicationId(), cut));
        Set<TopicPartition> passed = unread.starts(length -> length == 0).keySet();
        Map<TopicPartition, Long> arrivals = offsets.firstArrivals(passed);
        cut.forEach((partition, offset) -> {
            if (passed.contains(partition)) {
                long arrival = arrivals.getOrDefault(partition, now - SLACK_MILLIS);
                progress.readUpTo(partition.partition(), new Position(offset, arrival));
            }
        });
        cut.keySet().removeAll(passed);
    }

    private void look(long now) {
        UnreadOffsets rest = offsets.unread(plan.applicationId(), ends);
        rest.to().forEach((partition, end) -> {
            if (isRead(partition, rest.from().getOrDefault(partition, 0L), end)) {
                progress.readUpTo(partition.partition(), new Position(end, seenMillis - SLACK_MILLIS));
            }
        });
        positions = rest.from();
        ends = offsets.ends(plan.source().topic());
        seenMillis = now;
        progress.hasPartitions(ends.size());
    }

    private boolean isRead(TopicPartition partition, long position, long end) {
        boolean standsStill = position == positions.getOrDefault(partition, -1L);
        return position >= end || (standsStill && tails.areRead(Map.of(partition, position), Map.of(partition, end)));
    }
}
