package io.granary.offline.engine.archive;

import static java.util.stream.Collectors.joining;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchivedTopic;
import io.granary.archive.OffsetRange;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.ArchiveGap;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.EventArchive.Gaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether an archive has what is read from it: what it lacks is refused, or accepted and noted. Not safe for threads. */
final class ArchiveGaps {

    private static final String HINT = "; accept gaps to count what is missing as if it had never been";

    /** By how much arrivals of a partition may go back, as when another broker takes over. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final StreamSource stream;
    private final EventArchive archive;
    private final ArchivedTopic topic;
    private final RecordScan scan;
    private final List<ArchiveGap> accepted = new ArrayList<>();

    ArchiveGaps(StreamSource stream, EventArchive archive, ArchivedTopic topic, RecordScan scan) {
        this.stream = stream;
        this.archive = archive;
        this.topic = topic;
        this.scan = scan;
    }

    /** What it lacks and may. */
    List<ArchiveGap> accepted() {
        return accepted;
    }

    /**
     * Looks at offsets that it does not have.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming those whose records nobody else has either
     */
    void lack(List<OffsetRange> missing) {
        List<OffsetRange> lost = new ArrayList<>(missing);
        if (lost.stream().anyMatch(range -> range.first() == 0)) {
            Map<Integer, Arrivals> begin = arrivals(firstParts());
            lost.removeIf(range -> range.first() == 0 && isHistory(range, begin.get(range.partition())));
        }
        if (!lost.isEmpty()) {
            accept(
                    lost.stream()
                            .map(range -> gap(range.partition(), range.first(), range.last()))
                            .toList(),
                    " lacks " + lost.stream().map(OffsetRange::toString).collect(joining(", ")) + " of topic "
                            + topic.topic());
        }
    }

    private ArchiveGap gap(int partition, long first, @Nullable Long last) {
        return new ArchiveGap(stream.name(), topic.topic(), partition, first, last);
    }

    private void accept(List<ArchiveGap> gaps, String reason) {
        if (archive.gaps() == Gaps.REFUSE) {
            throw StreamArchive.unreadable(stream, archive.folder() + reason + HINT);
        }
        accepted.addAll(gaps);
    }

    /**
     * What came before the archive began is in the stream's history when it all is before the end of that: records of a
     * partition arrive one after the other, and no event lies further beyond its arrival than the stream allows.
     */
    private boolean isHistory(OffsetRange range, @Nullable Arrivals begin) {
        StreamSource.History history = stream.history();
        return history != null
                && begin != null
                && range.last() < begin.offset()
                && begin.firstMicros() != Arrivals.UNKNOWN
                && EpochMicros.toInstant(begin.firstMicros())
                        .plus(stream.maxFutureSkew())
                        .plus(SLACK)
                        .isBefore(history.until());
    }

    /**
     * Looks at where it ends.
     *
     * @return the first moment, in epoch microseconds, from which on something may have arrived that it does not have
     * @throws GranaryException (FAILED_PRECONDITION) when a partition may have had more by then
     */
    long end(long untilMicros) {
        if (topic.parts().isEmpty()) {
            accept(List.of(gap(0, 0, null)), " has nothing of topic " + topic.topic());
            return Long.MIN_VALUE;
        }
        Map<Integer, Arrivals> last = arrivals(lastParts());
        last.forEach((partition, arrivals) -> {
            if (arrivals.lastMicros() <= untilMicros) {
                accept(
                        List.of(gap(partition, topic.end(partition), null)),
                        " ends at offset " + topic.end(partition) + " of partition " + partition
                                + ", whose last record arrived at " + EpochMicros.toInstant(arrivals.lastMicros())
                                + ", but entity rows ask for what had arrived by "
                                + EpochMicros.toInstant(untilMicros));
            }
        });
        return last.values().stream().mapToLong(Arrivals::lastMicros).min().orElse(Long.MIN_VALUE);
    }

    private Collection<ArchivePart> firstParts() {
        Map<Integer, ArchivePart> first = new TreeMap<>();
        topic.parts().forEach(part -> first.putIfAbsent(part.offsets().partition(), part));
        return first.values();
    }

    private Collection<ArchivePart> lastParts() {
        Map<Integer, ArchivePart> last = new TreeMap<>();
        topic.parts().forEach(part -> last.put(part.offsets().partition(), part));
        return last.values();
    }

    private Map<Integer, Arrivals> arrivals(Collection<ArchivePart> parts) {
        return scan.arrivals(List.copyOf(parts));
    }
}
