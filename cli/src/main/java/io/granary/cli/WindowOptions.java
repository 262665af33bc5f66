package io.granary.cli;

import io.granary.ingestion.WindowConfig;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How ingestion keeps the states of windows. */
final class WindowOptions {

    private static final long MEBIBYTE = 1 << 20;

    @Option(
            names = "--commit-interval",
            paramLabel = "DURATION",
            defaultValue = "100ms",
            converter = DurationText.class,
            description = "How often an application of windows commits; longer writes less and answers later"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration commitInterval;

    @Option(
            names = "--standby-replicas",
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "Other processes that keep a copy of the states of windows, to go on at once"
                    + " (default: ${DEFAULT-VALUE}).")
    private int standbyReplicas;

    @Option(
            names = "--store-memory-mib",
            paramLabel = "MIB",
            defaultValue = "128",
            description = "Memory of all local stores of states together (default: ${DEFAULT-VALUE}).")
    private long storeMebibytes;

    @Option(
            names = "--page-memory-mib",
            paramLabel = "MIB",
            defaultValue = "64",
            description = "Memory in which each application of windows keeps the states it used last"
                    + " (default: ${DEFAULT-VALUE}).")
    private long pageMebibytes;

    WindowConfig config() {
        return new WindowConfig(commitInterval, standbyReplicas, storeMebibytes * MEBIBYTE, pageMebibytes * MEBIBYTE);
    }
}
