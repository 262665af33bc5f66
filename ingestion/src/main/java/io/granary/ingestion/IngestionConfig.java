package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.formats.schema.SchemaRegistryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a project's events are ingested.
 *
 * @param project the one project of this process
 * @param bootstrapServers Kafka brokers, {@code host:port[,host:port]}
 * @param stateDirectory folder that Kafka Streams may write to
 * @param partitions of topics that ingestion creates
 * @param replicationFactor of topics that ingestion creates
 * @param retention how long the feature log and the dead letters keep a record
 * @param streamThreads threads of each stream application
 * @param batchRows rows of the feature log that one write to the online store holds at most
 * @param maxRowBytes key and value of a row in the feature log; a larger one is a dead letter
 * @param windows how window states are kept
 * @param schemaRegistry where the schemas of Avro records are that name theirs; null: nowhere
 * @param kafka further settings of every Kafka client, such as security
 */
public record IngestionConfig(
        String project,
        String bootstrapServers,
        Path stateDirectory,
        int partitions,
        int replicationFactor,
        Duration retention,
        int streamThreads,
        int batchRows,
        int maxRowBytes,
        WindowConfig windows,
        @Nullable SchemaRegistryConfig schemaRegistry,
        Map<String, String> kafka) {

    /** Below the broker's default limit of a batch, 1 MiB, by what headers need. */
    static final int DEFAULT_MAX_ROW_BYTES = 1_000_000;

    public IngestionConfig {
        requireText("project", project);
        requireText("kafka.bootstrap-servers", bootstrapServers);
        requireNonNull(stateDirectory, "stateDirectory");
        requireNonNull(windows, "windows");
        requirePositive("ingestion.partitions", partitions);
        requirePositive("ingestion.replication-factor", replicationFactor);
        requirePositive("ingestion.stream-threads", streamThreads);
        requirePositive("ingestion.batch-rows", batchRows);
        requirePositive("ingestion.max-row-bytes", maxRowBytes);
        if (retention.isNegative() || retention.isZero()) {
            throw GranaryException.invalid("ingestion.retention", retention, "> 0");
        }
        kafka = Map.copyOf(kafka);
    }

    public static Builder builder(String project, String bootstrapServers, Path stateDirectory) {
        return new Builder(project, bootstrapServers, stateDirectory);
    }

    private static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw GranaryException.invalid(name, "'" + value + "'", "not blank");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw GranaryException.invalid(name, value, ">= 1");
        }
    }

    /** Starts from the defaults. Not safe for threads. */
    public static final class Builder {

        private final String project;
        private final String bootstrapServers;
        private final Path stateDirectory;
        private int partitions = 4;
        private int replicationFactor = 1;
        private Duration retention = Duration.ofDays(7);
        private int streamThreads = 1;
        private int batchRows = 2_000;
        private int maxRowBytes = DEFAULT_MAX_ROW_BYTES;
        private WindowConfig windows = WindowConfig.DEFAULT;
        private @Nullable SchemaRegistryConfig schemaRegistry;
        private Map<String, String> kafka = Map.of();

        private Builder(String project, String bootstrapServers, Path stateDirectory) {
            this.project = project;
            this.bootstrapServers = bootstrapServers;
            this.stateDirectory = stateDirectory;
        }

        public Builder partitions(int count) {
            partitions = count;
            return this;
        }

        public Builder replicationFactor(int factor) {
            replicationFactor = factor;
            return this;
        }

        public Builder retention(Duration duration) {
            retention = duration;
            return this;
        }

        public Builder streamThreads(int count) {
            streamThreads = count;
            return this;
        }

        public Builder batchRows(int count) {
            batchRows = count;
            return this;
        }

        public Builder maxRowBytes(int bytes) {
            maxRowBytes = bytes;
            return this;
        }

        public Builder windows(WindowConfig config) {
            windows = config;
            return this;
        }

        public Builder schemaRegistry(@Nullable SchemaRegistryConfig registry) {
            schemaRegistry = registry;
            return this;
        }

        public Builder kafka(Map<String, String> settings) {
            kafka = settings;
            return this;
        }

        public IngestionConfig build() {
            return new IngestionConfig(
                    project,
                    bootstrapServers,
                    stateDirectory,
                    partitions,
                    replicationFactor,
                    retention,
                    streamThreads,
                    batchRows,
                    maxRowBytes,
                    windows,
                    schemaRegistry,
                    kafka);
        }
    }
}
