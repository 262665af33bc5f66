package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.formats.schema.SchemaRegistryConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IngestionConfigTest {

    private static final Path FOLDER = Path.of("state");

    @Test
    void defaults() {
        assertThat(IngestionConfig.builder("p", "kafka:9092", FOLDER).build())
                .isEqualTo(new IngestionConfig(
                        "p",
                        "kafka:9092",
                        FOLDER,
                        4,
                        1,
                        Duration.ofDays(7),
                        1,
                        2_000,
                        1_000_000,
                        WindowConfig.DEFAULT,
                        null,
                        Map.of()));
    }

    @Test
    void everySetting() {
        WindowConfig windows = new WindowConfig(Duration.ofSeconds(1), 1, 1 << 20, 2 << 20);
        SchemaRegistryConfig registry = SchemaRegistryConfig.of(URI.create("http://schemas:8081"));
        IngestionConfig config = IngestionConfig.builder("p", "kafka:9092", FOLDER)
                .partitions(1)
                .replicationFactor(2)
                .retention(Duration.ofHours(3))
                .streamThreads(4)
                .batchRows(5)
                .maxRowBytes(6)
                .windows(windows)
                .schemaRegistry(registry)
                .kafka(Map.of("client.rack", "a"))
                .build();

        assertThat(config)
                .isEqualTo(new IngestionConfig(
                        "p",
                        "kafka:9092",
                        FOLDER,
                        1,
                        2,
                        Duration.ofHours(3),
                        4,
                        5,
                        6,
                        windows,
                        registry,
                        Map.of("client.rack", "a")));
    }

    @Test
    void refusesWhatCannotBe() {
        IngestionConfig.Builder builder = IngestionConfig.builder("p", "kafka:9092", FOLDER);

        assertThatThrownBy(() -> builder.partitions(0).build()).hasMessage("ingestion.partitions: 0 (expected: >= 1)");
        assertThatThrownBy(
                        () -> IngestionConfig.builder(" ", "kafka:9092", FOLDER).build())
                .hasMessage("project: ' ' (expected: not blank)");
        assertThatThrownBy(() -> IngestionConfig.builder("p", "kafka:9092", FOLDER)
                        .retention(Duration.ZERO)
                        .build())
                .hasMessage("ingestion.retention: PT0S (expected: > 0)");
    }

    @Test
    void refusesWindowsWithoutMemoryOrCommits() {
        assertThatThrownBy(() -> new WindowConfig(Duration.ZERO, 0, 1 << 20, 1 << 20))
                .hasMessage("ingestion.commit-interval: PT0S (expected: >= 1ms)");
        assertThatThrownBy(() -> new WindowConfig(Duration.ofSeconds(1), -1, 1 << 20, 1 << 20))
                .hasMessage("ingestion.standby-replicas: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new WindowConfig(Duration.ofSeconds(1), 0, 1, 1 << 20))
                .hasMessage("ingestion.store-memory: 1 (expected: >= 1048576 bytes)");
        assertThatThrownBy(() -> new WindowConfig(Duration.ofSeconds(1), 0, 1 << 20, 1))
                .hasMessage("ingestion.page-memory: 1 (expected: >= 1048576 bytes)");
    }
}
