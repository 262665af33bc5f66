package io.granary.ingestion.archive;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * What is archived, and where.
 *
 * @param project the one project of this process
 * @param kafka settings of every Kafka client, {@code bootstrap.servers} among them
 * @param folder of the archive; processes that share the work share it too
 * @param rollBytes a file that has as many is put in its place
 * @param rollAge a file that is as old is put in its place
 */
public record ArchiveConfig(String project, Map<String, String> kafka, Path folder, long rollBytes, Duration rollAge) {

    public static final long DEFAULT_ROLL_BYTES = 64L << 20;
    public static final Duration DEFAULT_ROLL_AGE = Duration.ofMinutes(5);

    public ArchiveConfig {
        requireNonNull(project, "project");
        requireNonNull(folder, "folder");
        kafka = Map.copyOf(kafka);
        if (rollBytes < 1) {
            throw GranaryException.invalid("archive.roll-bytes", rollBytes, "> 0");
        }
        if (rollAge.isNegative() || rollAge.isZero()) {
            throw GranaryException.invalid("archive.roll-age", rollAge, "> 0");
        }
    }

    /** The defaults for a project. */
    public static ArchiveConfig of(String project, String bootstrapServers, Path folder) {
        return new ArchiveConfig(
                project,
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                folder,
                DEFAULT_ROLL_BYTES,
                DEFAULT_ROLL_AGE);
    }

    public ArchiveConfig withRollAge(Duration age) {
        return new ArchiveConfig(project, kafka, folder, rollBytes, age);
    }

    public ArchiveConfig withRollBytes(long bytes) {
        return new ArchiveConfig(project, kafka, folder, bytes, rollAge);
    }
}
