package io.granary.benchmarks.parity;

import io.granary.archive.ArchiveReader;
import io.granary.archive.ArchivedTopic;
import io.granary.archive.Compaction;
import io.granary.archive.CompactionReport;
import io.granary.benchmarks.flights.FlightEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The archive that the workers of a run write. */
record StreamArchive(Path folder) {

    private static final Duration GRACE = Duration.ofHours(1);
    private static final long PAUSE_MILLIS = 200;

    /** What makes a worker archive, with files that are soon there. */
    String[] options() {
        return new String[] {"--archive", folder.toString(), "--archive-roll-age", "2s"};
    }

    /** Turns what there is into Parquet; says how many records. */
    long compact() {
        return new Compaction(folder, Duration.ZERO, GRACE)
                .run().stream().mapToLong(CompactionReport::records).sum();
    }

    /** Waits until every offset of the stream is there, without a gap. */
    void awaitAll(List<FlightEvent> records, long seconds) throws InterruptedException {
        Map<Integer, Long> ends = new TreeMap<>();
        records.forEach(each -> ends.merge(each.partition(), 1L, Long::sum));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!hasAll(ends)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Cannot wait longer than " + seconds + " s: not archived up to " + ends);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private boolean hasAll(Map<Integer, Long> ends) {
        List<ArchivedTopic> topics =
                ArchiveReader.of(folder, FlightProject.TOPIC).topics();
        return topics.size() == 1
                && ends.entrySet().stream()
                        .allMatch(end -> topics.get(0)
                                .missing(end.getKey(), end.getValue())
                                .isEmpty());
    }
}
