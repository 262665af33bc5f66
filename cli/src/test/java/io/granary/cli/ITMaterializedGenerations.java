package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.process.AllInOne;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.ingestion.Materializations;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What follows a materialization: the registry, Kafka and the projector are real, the rows are written by hand. */
@Timeout(180)
final class ITMaterializedGenerations {

    private static final List<JoinKey> JOIN_KEYS = List.of(new JoinKey("airport", ScalarType.STRING));

    @TempDir
    private static Path folder;

    private static AllInOne all;
    private static RegistryApi registry;

    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        all = AllInOne.start(
                "airports",
                folder.resolve("data"),
                folder.resolve("models"),
                AllInOne.Ports.ANY,
                InstantSource.system());
        registry = new RegistryApi(all.registry(), Duration.ofSeconds(10));
    }

    @AfterAll
    static void stop() {
        all.close();
    }

    @Test
    void aWholeMaterializationAnswersOnceItIsAppliedAndAPartDoesNot() {
        Revision second = applyTwice("airports");
        try (Materializations log = Materializations.open(kafka())) {
            MaterializedGenerations generations = generations(log, second);
            generations.explainPart(new PrintWriter(err, true));
            assertThat(err.toString())
                    .contains(field(second) + " is still being built: it answers after a materialization of every row");
            assertThat(registry.rollout("airports").live()).isEqualTo(1);

            write(second, 1_000);
            generations.promote(generations.record(), new PrintWriter(err, true));
            assertThat(err.toString()).contains(field(second) + " is filled");
            assertThat(registry.rollout("airports").live()).isEqualTo(2);

            Revision third = apply("airports", 2, 3);
            write(third, 10);
            generations(log, third).record();
            await("ingestion, when nobody waits")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> registry.rollout("airports").live() == 3);
            replacesALaterRow(third);
        }
    }

    private static void replacesALaterRow(Revision revision) {
        write(revision, 7, row(revision, 2_000, 99), null);
        awaitServed(7, 99);
        write(revision, 7, row(revision, 1_000, 12), 2_001L);
        awaitServed(7, 12);
    }

    private static void awaitServed(int airport, int gates) {
        JsonHttp serving = new JsonHttp(all.serving());
        ObjectNode question = JsonHttp.MAPPER.createObjectNode();
        question.putArray("features").add("facts:gates");
        question.putObject("entities").putArray("airport").add("airport " + airport);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> serving.post("/get-online-features", question)
                                .at("/results/1/values/0")
                                .asInt()
                        == gates);
    }

    @Test
    void withoutAnIngestionProcessItSaysSo() throws Exception {
        Revision second = applyTwice("orphan");
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka()))) {
            admin.createTopics(List.of(new NewTopic(FeatureLogRecord.rowsTopic("orphan"), 1, (short) 1)))
                    .all()
                    .get(1, TimeUnit.MINUTES);
        }
        write(second, 1);
        try (Materializations log = Materializations.open(kafka())) {
            MaterializedGenerations generations = generations(log, second);
            var end = generations.record();
            assertThatThrownBy(() -> generations.promote(end, new PrintWriter(err, true)))
                    .isInstanceOfSatisfying(
                            GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                    .hasMessageStartingWith(
                            "Cannot wait for the online store: no ingestion process of project 'orphan' runs.");
        }
        assertThat(registry.rollout("orphan").live()).isEqualTo(1);
    }

    private static MaterializedGenerations generations(Materializations log, Revision revision) {
        Rollout rollout = registry.rollout(revision.project());
        return new MaterializedGenerations(registry, log, rollout, rollout.written(revision), List.of("facts"));
    }

    private static Revision applyTwice(String project) {
        Revision first = apply(project, 0, 1);
        return apply(project, first.number(), 2);
    }

    private static Revision apply(String project, int base, int meaning) {
        BatchSource source = new BatchSource(
                "airports",
                BatchSource.Format.PARQUET,
                "airports.parquet",
                "at",
                null,
                List.of(
                        new Column("airport", ScalarType.STRING),
                        new Column("gates", ScalarType.INT64),
                        new Column("at", ScalarType.TIMESTAMP)),
                Metadata.NONE);
        FeatureView view = new FeatureView(
                "facts",
                List.of("airport"),
                "airports",
                Map.of(),
                null,
                List.of(new Feature("gates", ScalarType.INT64, "gates * " + meaning, null)),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
        Definitions definitions =
                new Definitions(List.of(new Entity("airport", JOIN_KEYS, Metadata.NONE), source, view));
        return registry.apply(project, new ApplyRequest(base, "ann", "meaning " + meaning, definitions));
    }

    private static void write(Revision revision, int rows) {
        byte[] row = row(revision, 1, 5);
        try (var producer = producer()) {
            for (int i = 0; i < rows; i++) {
                send(producer, revision, i, row, null);
            }
        }
    }

    private static void write(Revision revision, int airport, byte[] row, @Nullable Long replacesBefore) {
        try (var producer = producer()) {
            send(producer, revision, airport, row, replacesBefore);
        }
    }

    private static byte[] row(Revision revision, long eventMicros, long gates) {
        var state = revision.viewState("facts");
        byte[] body = RowCodec.of(state.schema()).encode(new Object[] {gates});
        return StoredRow.encode(
                eventMicros, 1, state.schemaRevision(), state.schema().id(), body);
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.<String, Object>copyOf(kafka()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            Revision revision,
            int airport,
            byte[] row,
            @Nullable Long replacesBefore) {
        EntityKey key = EntityKeyCodec.of(revision.project(), JOIN_KEYS).encode(new Object[] {"airport " + airport});
        var written = new FeatureLogRecord(key, field(revision), null, row, replacesBefore);
        var unused = producer.send(new ProducerRecord<>(
                FeatureLogRecord.rowsTopic(revision.project()), key.bytes(), written.encodeValue()));
    }

    private static Map<String, String> kafka() {
        return Map.of("bootstrap.servers", all.bootstrapServers());
    }

    private static String field(Revision revision) {
        return revision.viewState("facts").field("facts");
    }
}
