package io.granary.ingestion.push;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * What pushing grants to one request and to all of them together.
 *
 * @param project the one project of this process
 * @param kafka settings of every Kafka client, {@code bootstrap.servers} among them
 * @param maxRows rows of one request
 * @param maxRowBytes bytes of one row on its topic
 * @param maxPendingBytes bodies of requests that have no answer yet, in all
 * @param archive what becomes of rows that are for the offline store
 */
public record PushConfig(
        String project,
        Map<String, String> kafka,
        int maxRows,
        int maxRowBytes,
        long maxPendingBytes,
        Archive archive) {

    private static final int DEFAULT_MAX_ROWS = 10_000;

    /** As large as a row that ingestion writes may be. */
    private static final int DEFAULT_MAX_ROW_BYTES = 1_000_000;

    private static final long DEFAULT_MAX_PENDING_BYTES = 64L << 20;

    /** Whether the project's topics are archived. */
    public enum Archive {
        /** They are, by ingestion. */
        PRESENT,
        /** They are not, so rows for the offline store are refused. */
        ABSENT
    }

    public PushConfig {
        requireNonNull(archive, "archive");
        requireNonNull(project, "project");
        kafka = Map.copyOf(kafka);
        requirePositive("push.max-rows", maxRows);
        requirePositive("push.max-row-bytes", maxRowBytes);
        requirePositive("push.max-pending-bytes", maxPendingBytes);
    }

    /** The defaults for a project. */
    public static PushConfig of(String project, String bootstrapServers) {
        return new PushConfig(
                project,
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                DEFAULT_MAX_ROWS,
                DEFAULT_MAX_ROW_BYTES,
                DEFAULT_MAX_PENDING_BYTES,
                Archive.ABSENT);
    }

    public PushConfig with(Archive state) {
        return new PushConfig(project, kafka, maxRows, maxRowBytes, maxPendingBytes, state);
    }

    /** Where Kafka is, as an error says it. */
    String bootstrapServers() {
        return kafka.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw GranaryException.invalid(name, value, "> 0");
        }
    }
}
