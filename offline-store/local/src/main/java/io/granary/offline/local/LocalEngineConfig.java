package io.granary.offline.local;

import io.granary.core.GranaryException;
import java.nio.file.Path;

/**
 * What the local engine may use.
 *
 * @param scratch folder for everything temporary; what is made there is deleted after each call
 * @param memoryBytes that DuckDB may use before it spills to the scratch folder; the heap comes on top
 * @param threads that DuckDB may use
 */
public record LocalEngineConfig(Path scratch, long memoryBytes, int threads) {

    private static final long MIN_MEMORY = 64L << 20;

    /** Half of which a small machine still has. */
    public static final long DEFAULT_MEMORY = 2L << 30;

    public LocalEngineConfig {
        if (memoryBytes < MIN_MEMORY) {
            throw GranaryException.invalid("memory", memoryBytes, ">= " + MIN_MEMORY + " bytes");
        }
        if (threads < 1) {
            throw GranaryException.invalid("threads", threads, ">= 1");
        }
    }

    /** 2 GiB and every core. */
    public static LocalEngineConfig of(Path scratch) {
        return new LocalEngineConfig(
                scratch, DEFAULT_MEMORY, Runtime.getRuntime().availableProcessors());
    }
}
