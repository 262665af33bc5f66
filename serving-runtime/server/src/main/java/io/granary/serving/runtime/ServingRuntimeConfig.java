package io.granary.serving.runtime;

import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How models are served. Made by {@link #withModelRoot}.
 *
 * @param modelRoot where relative model paths start
 * @param allowedRoots further folders below which {@code file:} URIs of models may be
 * @param workers threads that run models
 * @param maxWaiting predictions that may wait for a worker; more are answered with 429
 * @param maxRows rows of one request
 * @param deadline time for one request
 * @param reload pause before a model that could not be loaded is tried again
 */
public record ServingRuntimeConfig(
        Path modelRoot,
        List<Path> allowedRoots,
        int workers,
        int maxWaiting,
        int maxRows,
        Duration deadline,
        Duration reload) {

    public ServingRuntimeConfig {
        allowedRoots = List.copyOf(allowedRoots);
        require(workers > 0, "models.workers", workers);
        require(maxWaiting > 0, "models.max-waiting", maxWaiting);
        require(maxRows > 0, "models.max-rows", maxRows);
        require(!deadline.isNegative() && !deadline.isZero(), "models.deadline", deadline);
        require(!reload.isNegative() && !reload.isZero(), "models.reload", reload);
    }

    /** The defaults. */
    public static ServingRuntimeConfig withModelRoot(Path modelRoot) {
        return new ServingRuntimeConfig(
                modelRoot,
                List.of(),
                Runtime.getRuntime().availableProcessors(),
                1000,
                1000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
    }

    private static void require(boolean holds, String name, Object value) {
        if (!holds) {
            throw GranaryException.invalid(name, value, "> 0");
        }
    }
}
