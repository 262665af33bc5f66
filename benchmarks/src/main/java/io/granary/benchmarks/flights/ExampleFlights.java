package io.granary.benchmarks.flights;

import io.granary.benchmarks.process.Machine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Two weeks of real flights that the example repository has. */
public final class ExampleFlights {

    private static final Path FILE = Path.of("feature-repo-example/data/flights-2001-01a.parquet");

    private ExampleFlights() {}

    public static Path file() {
        return Machine.checkout().resolve(FILE);
    }

    /** Another file, where one is given. */
    public static Path unless(@Nullable Path file) {
        return file == null ? file() : file.toAbsolutePath();
    }
}
