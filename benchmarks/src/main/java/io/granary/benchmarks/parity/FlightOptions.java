package io.granary.benchmarks.parity;

import io.granary.benchmarks.flights.ExampleFlights;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which flights are played, and what is drawn by chance. */
final class FlightOptions {

    @Option(names = "--file", description = "Parquet of flights (default: the example's).")
    private @Nullable Path file;

    @Option(names = "--flights", description = "Of the file that are played (default: ${DEFAULT-VALUE}).")
    private int count = 220_000;

    @Option(names = "--seed", description = "Of everything that is drawn (default: another one each time).")
    private @Nullable Long seed;

    Path file() {
        return ExampleFlights.unless(file);
    }

    int count() {
        return count;
    }

    long seed() {
        return seed == null ? System.nanoTime() : seed;
    }
}
