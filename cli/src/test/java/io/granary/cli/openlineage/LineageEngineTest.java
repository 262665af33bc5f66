package io.granary.cli.openlineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.local.LocalEngine;
import io.granary.offline.local.LocalEngineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of jobs of the local engine. */
@Timeout(120)
final class LineageEngineTest {

    @TempDir
    Path folder;

    private OfflineEngine engine;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("sales.csv"), "shop,at,sold\na,2001-02-01T11:00:00Z,3\n");
        Files.writeString(folder.resolve("entities.csv"), "shop,event_timestamp\na,2001-02-01T12:00:00Z\n");
        engine = new LocalEngine(new LocalEngineConfig(folder.resolve("scratch"), 1L << 28, 1), InstantSource.system());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void tellsAServerOfAJobThatStartsAndCompletes() throws IOException {
        try (LineageServer server = LineageServer.start()) {
            LineageTarget.parse(server.address())
                    .tellOf(engine)
                    .buildTrainingSet(request("entities.csv"), ProgressListener.NONE);

            assertThat(server.events)
                    .extracting(event -> event.required("eventType").asText())
                    .containsExactly("START", "COMPLETE");
            assertThat(server.events)
                    .extracting(event -> event.at("/run/runId").asText())
                    .hasSize(2)
                    .containsOnly(server.events.get(0).at("/run/runId").asText());
            JsonNode complete = server.events.get(1);
            assertThat(complete.at("/job/namespace").asText()).isEqualTo("granary://stores");
            assertThat(complete.at("/job/name").asText()).isEqualTo("training-set.set");
            assertThat(complete.at("/inputs"))
                    .extracting(input -> input.required("name").asText())
                    .containsExactly(path("entities.csv"), path("sales.csv"));
            assertThat(ToldEvents.columns(complete.at("/inputs/1")))
                    .containsExactly("shop STRING", "at TIMESTAMP", "sold INT64");
            assertThat(complete.at("/outputs/0/name").asText()).isEqualTo(path("set"));
            assertThat(ToldEvents.columns(complete.at("/outputs/0"))).contains("sales__sold INT64");
            assertThat(ToldEvents.rows(complete.at("/outputs/0"))).isEqualTo(1);
        }
    }

    @Test
    void tellsAFileOfAJobThatFails() throws IOException {
        ToldEvents told = ToldEvents.in(folder);
        OfflineEngine telling = LineageTarget.parse(told.address()).tellOf(engine);

        assertThatThrownBy(() -> telling.buildTrainingSet(request("missing.csv"), ProgressListener.NONE))
                .isInstanceOf(GranaryException.class);

        assertThat(told.all()).containsExactly("training-set.set START", "training-set.set FAIL");
        assertThat(ToldEvents.error(told.last("FAIL"))).contains("missing.csv");
    }

    @Test
    void tellsAFileInTheCurrentFolderOfAJobThatRunsOutOfMemory() throws IOException {
        Path file = Path.of("lineage-" + UUID.randomUUID() + ".jsonl");
        LineageJob job = new LineageJob("granary", "job", List.of(), List.of());
        try {
            assertThatThrownBy(() -> LineageTarget.parse("file:" + file).tell(job, () -> {
                        throw new OutOfMemoryError("Java heap space");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);

            assertThat(ToldEvents.error(new ToldEvents(file).last("FAIL"))).isEqualTo("Java heap space");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void aJobGoesOnWhenNobodyListens() throws IOException {
        String gone;
        try (LineageServer server = LineageServer.start()) {
            gone = server.address();
        }
        LineageTarget.parse(gone).tellOf(engine).buildTrainingSet(request("entities.csv"), ProgressListener.NONE);

        assertThat(folder.resolve("set")).isNotEmptyDirectory();
    }

    @Test
    void refusesWhatIsNeitherAFileNorAnAddress() {
        assertThatThrownBy(() -> LineageTarget.parse("kafka://broker"))
                .hasMessage("--lineage: kafka://broker (expected: file:PATH, or an address that starts with http:// or"
                        + " https://)");
    }

    private TrainingSetRequest request(String entities) {
        return TrainingSetRequest.builder(revision())
                .repository(folder)
                .entities(folder.resolve(entities))
                .output(folder.resolve("set"))
                .feature("sales:sold")
                .build();
    }

    private static Revision revision() {
        return Revision.none("stores")
                .next(
                        new Definitions(List.of(
                                new Entity("shop", List.of(new JoinKey("shop", ScalarType.STRING)), Metadata.NONE),
                                new BatchSource(
                                        "sales",
                                        BatchSource.Format.CSV,
                                        "sales.csv",
                                        "at",
                                        null,
                                        List.of(
                                                new Column("shop", ScalarType.STRING),
                                                new Column("at", ScalarType.TIMESTAMP),
                                                new Column("sold", ScalarType.INT64)),
                                        Metadata.NONE),
                                new FeatureView(
                                        "sales",
                                        List.of("shop"),
                                        "sales",
                                        Map.of(),
                                        null,
                                        List.of(new Feature("sold", ScalarType.INT64, "sold", null)),
                                        List.of(),
                                        null,
                                        true,
                                        true,
                                        Metadata.NONE))),
                        "test",
                        "",
                        Instant.EPOCH);
    }

    private String path(String name) {
        return folder.resolve(name).toAbsolutePath().normalize().toString();
    }
}
