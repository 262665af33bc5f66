package io.granary.offline.engine.process;

import io.granary.core.GranaryException;
import java.nio.file.Path;

/**
 * How the Spark process is started.
 *
 * @param jars folder of the engine's jars, all of them on the class path
 * @param scratch folder for everything temporary, which is deleted after each call; made when absent
 * @param memory the largest heap, as {@code -Xmx} takes it
 * @param master Spark's master URL
 */
public record SparkProcessConfig(Path jars, Path scratch, String memory, String master) {

    static final String DEFAULT_MEMORY = "2g";
    static final String DEFAULT_MASTER = "local[*]";

    public SparkProcessConfig {
        if (!memory.matches("\\d{1,6}[kmgKMG]")) {
            throw GranaryException.invalid("memory", memory, "a number and k, m or g, such as 2g");
        }
    }

    /** On this machine, with the default memory. */
    public static SparkProcessConfig of(Path jars, Path scratch) {
        return new SparkProcessConfig(jars, scratch, DEFAULT_MEMORY, DEFAULT_MASTER);
    }
}
