package io.granary.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * What an archive has of one topic. A topic that was deleted and made again is another one, with another id.
 *
 * @param parts in the order of partitions and offsets
 */
public record ArchivedTopic(String topic, String id, List<ArchivePart> parts) {

    public ArchivedTopic {
        parts = List.copyOf(parts);
    }

    /** The partitions that the archive has something of, in order. */
    public List<Integer> partitions() {
        return List.copyOf(coverage().partitions());
    }

    /** The offset after the last of a partition that the archive has; 0 when it has none. */
    public long end(int partition) {
        return coverage().last(partition) + 1;
    }

    /**
     * What of the offsets below a limit the archive lacks: Kafka had deleted it before it was archived, or the files are
     * gone.
     *
     * @param end the first offset that nobody asks for
     */
    public List<OffsetRange> missing(int partition, long end) {
        return end == 0 ? List.of() : coverage().missing(new OffsetRange(partition, 0, end - 1));
    }

    /** Everything that is missing below the last offset of each partition. */
    public List<OffsetRange> gaps() {
        List<OffsetRange> gaps = new ArrayList<>();
        partitions().forEach(partition -> gaps.addAll(missing(partition, end(partition))));
        return gaps;
    }

    private OffsetCoverage coverage() {
        return OffsetCoverage.of(parts.stream().map(ArchivePart::offsets).toList());
    }
}
