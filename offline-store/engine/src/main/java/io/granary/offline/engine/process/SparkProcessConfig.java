package io.granary.offline.engine.process;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * How the Spark process is started.
 *
 * @param jars folder of the engine's jars, all of them on the class path
 * @param scratch folder for everything temporary, which is deleted after each call; made when absent
 * @param memory the largest heap, as {@code -Xmx} takes it
 * @param master Spark's master URL: {@code local[N]}, or {@code spark://HOST:PORT}, whose workers are sent the jar of {@link
 *     #workerJar}
 * @param settings of Spark by name, such as {@code spark.executor.memory}; those that the engine makes itself win
 */
public record SparkProcessConfig(Path jars, Path scratch, String memory, String master, Map<String, String> settings) {

    static final String DEFAULT_MEMORY = "2g";
    static final String DEFAULT_MASTER = "local[*]";

    public SparkProcessConfig {
        settings = Map.copyOf(settings);
        settings.keySet().forEach(ObjectStoresConfig::requireNoSecret);
        for (String name : settings.keySet()) {
            if (!name.startsWith("spark.")) {
                throw GranaryException.invalid("Spark setting", name, "a name that starts with spark.");
            }
        }
        if (!master.matches("local(\\[.*])?|spark://.+")) {
            throw GranaryException.invalid(
                    "master", master, "local[N] or spark://HOST:PORT; for others, a job file and spark-submit");
        }
        if (!memory.matches("\\d{1,6}[kmgKMG]")) {
            throw GranaryException.invalid("memory", memory, "a number and k, m or g, such as 2g");
        }
    }

    /** On this machine, with the default memory. */
    public static SparkProcessConfig of(Path jars, Path scratch) {
        return new SparkProcessConfig(jars, scratch, DEFAULT_MEMORY, DEFAULT_MASTER, Map.of());
    }

    /** Whether tasks run in processes on other machines. */
    boolean isCluster() {
        return !master.startsWith("local");
    }

    /**
     * What Spark's own jars lack, in one jar: beside the folder of jars.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when it is not there
     */
    public static Path workerJar(Path jars) {
        try {
            Path jar = jars.toRealPath().resolveSibling("submit").resolve("granary-spark.jar");
            if (Files.exists(jar)) {
                return jar;
            }
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot run on a cluster: " + jar + " does not exist");
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot run on a cluster: " + e, e);
        }
    }
}
