package io.granary.benchmarks.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to load ingestion.
 *
 * @param keys how many entities there are
 * @param isSkewed whether events fall on them by Zipf's law, else on each as likely
 * @param partitions of the topic of events
 * @param budget events a second that are expected; null: none, it is only reported
 */
record IngestCase(
        String name,
        View view,
        int keys,
        boolean isSkewed,
        int partitions,
        @Nullable Double budget,
        @Nullable Double stretch) {

    /** What is computed of each event. */
    enum View {
        PLAIN("granary\\.rides\\.rows"),
        WINDOWS(".*-windows-changelog");

        private final String log;

        View(String log) {
            this.log = log;
        }

        /** The log that the projector reads its results from, as a regular expression. */
        String log() {
            return log;
        }
    }

    private static final int KEYS = 20_000;
    private static final int MANY_KEYS = 1_000_000;

    static final List<IngestCase> ALL = List.of(
            new IngestCase("plain-1", View.PLAIN, KEYS, false, 1, 50_000.0, 100_000.0),
            new IngestCase("plain-4", View.PLAIN, KEYS, false, 4, 50_000.0, 100_000.0),
            new IngestCase("windows-1", View.WINDOWS, KEYS, true, 1, 15_000.0, 40_000.0),
            new IngestCase("windows-4", View.WINDOWS, KEYS, true, 4, 15_000.0, 40_000.0),
            new IngestCase("plain-uniform", View.PLAIN, MANY_KEYS, false, 4, null, null),
            new IngestCase("windows-uniform", View.WINDOWS, MANY_KEYS, false, 4, null, null));

    /** Names for the command line. */
    static List<String> names() {
        return ALL.stream().map(IngestCase::name).toList();
    }

    /** @throws IllegalArgumentException for a name that is not one */
    static IngestCase named(String name) {
        return ALL.stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("--cases: " + name + " (expected: of " + names() + ")"));
    }
}
