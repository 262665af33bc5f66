package io.granary.benchmarks.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.archive.ArchiveReader;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.process.Machine;
import io.granary.cli.Granary;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers of a real server, kept while events come, are what training sets say, until a value in Redis is written over. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class ITConsistency {

    private static final String PROJECT = "cabs";
    private static final String TOPIC = "fares";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROUNDS = 30;

    private static final String DEFINITIONS = """
            kind: Entity
            name: driver
            joinKeys: [{name: driver, type: STRING}]
            ---
            kind: StreamSource
            name: fares
            topic: fares
            format: json
            eventTimestamp: paid_at
            schema: [{name: driver, type: STRING}, {name: paid_at, type: TIMESTAMP}, {name: amount, type: FLOAT64}]
            ---
            kind: FeatureView
            name: last_fare
            entities: [driver]
            source: fares
            ttl: 1h
            features: [{name: amount, type: FLOAT64}]
            ---
            kind: FeatureView
            name: takings
            entities: [driver]
            source: fares
            aggregations:
              - {name: fares, function: count, windows: [1h]}
              - {name: amount, function: sum, of: amount, windows: [1h]}
            ---
            kind: OnDemandFeatureView
            name: bonus
            inputs:
              - {view: last_fare, features: [amount]}
              - {view: takings, features: [fares_1h]}
              - {request: rate, type: FLOAT64}
            features: [{name: points, type: FLOAT64, expression: "last_fare__amount * rate + double(takings__fares_1h)"}]
            ---
            kind: FeatureService
            name: pay
            features: ["last_fare:*", "takings:*", "bonus:*"]
            logging: {sample: 1}
            """;

    private static final String QUESTION = """
            {"feature_service": "pay", "entities": {"driver": ["ann", "bob", "eve"], "rate": [0.1, 0.2, 0.3]}}""";

    @TempDir
    private Path folder;

    private Pipeline pipeline;
    private long sent;

    @BeforeEach
    void start() throws Exception {
        Path repository = Files.createDirectories(folder.resolve("repository"));
        Files.writeString(repository.resolve("granary.yaml"), "project: " + PROJECT + "\n");
        Files.writeString(repository.resolve("fares.yaml"), DEFINITIONS);
        pipeline = Pipeline.start(folder);
        pipeline.broker().createTopic(TOPIC, 1);
        pipeline.apply(Repository.load(repository));
    }

    @AfterEach
    void stop() throws Exception {
        pipeline.close();
    }

    @Test
    void answersAreWhatTrainingSetsSayUntilAValueIsWrittenOver() throws Exception {
        Instant quiet;
        Instant corrupted;
        try (GranaryProcess ingestion = GranaryProcess.working(folder, ingestion());
                GranaryProcess serving = GranaryProcess.serving(folder, serving())) {
            assertThat(ProcessHandle.of(ingestion.pid())).isPresent();
            JsonHttp online = new JsonHttp(serving.address());
            race(online);
            quiet = Instant.now();
            ask(online);
            send("dan", 1);
            ask(online);
            corrupted = Instant.now();
            corrupt("ann", 99.5);
            assertThat(ask(online).at("/results/2/values/0").asDouble()).isEqualTo(99.5);
            send("dan", 2);
            await().atMost(PATIENCE).until(this::isArchived);
        }
        whatWasAskedInQuietIsTheSame(quiet, corrupted);
        whatWasWrittenOverIsFound();
    }

    /** Asks right after each event, which may be applied by then or not. */
    private void race(JsonHttp online) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            send("ann", round + 0.1);
            send("bob", round + 0.7);
            ask(online);
        }
        await().atMost(PATIENCE)
                .until(() ->
                        ask(online).at("/results/3/values").toString().equals("[" + ROUNDS + "," + ROUNDS + ",0]"));
    }

    private void whatWasAskedInQuietIsTheSame(Instant quiet, Instant corrupted) throws Exception {
        JsonNode report = consistency(0, "--from", quiet.toString(), "--until", corrupted.toString());
        assertThat(report.path("mismatches").asInt()).as(report.toString()).isZero();
        assertThat(report.path("answers").asInt()).isEqualTo(2);
        assertThat(report.at("/views/last_fare/values").asInt()).isEqualTo(6);
        assertThat(report.at("/views/takings/values").asInt()).isEqualTo(12);
        assertThat(report.at("/views/bonus/values").asInt()).isEqualTo(6);
    }

    private void whatWasWrittenOverIsFound() throws Exception {
        Path metrics = folder.resolve("consistency.prom");
        JsonNode report = consistency(1, "--metrics-file", metrics.toString());
        assertThat(report.path("unexplained").asInt()).as(report.toString()).isEqualTo(2);
        assertThat(report.path("answers").asInt()).isGreaterThan(ROUNDS);
        JsonNode value = report.at("/examples/0");
        assertThat(value.path("feature").asText()).isEqualTo("last_fare__amount");
        assertThat(value.at("/entity/driver").asText()).isEqualTo("ann");
        assertThat(value.path("online").asText()).isEqualTo("99.5");
        assertThat(value.path("offline").asText()).isEqualTo(ROUNDS - 1 + 0.1 + "");
        assertThat(value.path("class").asText()).isEqualTo("unexplained");
        assertThat(value.path("reason").asText())
                .contains("newest is the row of ")
                .contains("partition 0, offset ");
        assertThat(Files.readString(metrics))
                .contains("granary_consistency_mismatches{view=\"last_fare\",class=\"unexplained\"} 1\n")
                .contains("granary_consistency_mismatches{view=\"takings\",class=\"unexplained\"} 0\n");
    }

    private JsonNode consistency(int exitCode, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("consistency", "--answers", answers().toString()));
        arguments.addAll(List.of("--archive", archive().toString(), "-o", "json", "--propagation", "1m"));
        arguments.addAll(List.of("--registry", pipeline.registryAddress().toString()));
        arguments.addAll(List.of("--spark-jars", Machine.sparkJars().toString(), "--spark-memory", "1g"));
        arguments.addAll(Arrays.asList(more));
        Path errors = folder.resolve("consistency.err");
        Process process = new ProcessBuilder(JavaCommand.of(Granary.class, arguments))
                .directory(folder.resolve("repository").toFile())
                .redirectError(errors.toFile())
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor())
                .as(new String(output, UTF_8) + Files.readString(errors))
                .isEqualTo(exitCode);
        return JsonHttp.parse(output);
    }

    private static JsonNode ask(JsonHttp online) {
        return online.post("/get-online-features", JsonHttp.parse(QUESTION.getBytes(UTF_8)));
    }

    /** Writes another amount into the row that Redis has of a driver. */
    private void corrupt(String driver, double amount) {
        Revision revision = pipeline.registry().latest(PROJECT);
        ViewState state = revision.viewState("last_fare");
        byte[] field = state.field("last_fare").getBytes(UTF_8);
        RedisClient client = RedisClient.create(pipeline.redis().uri());
        try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
            for (byte[] key : connection.sync().keys("*")) {
                if (new String(key, UTF_8).contains(driver)) {
                    byte[] row = connection.sync().hget(key, field);
                    assertThat(connection.sync().hset(key, field, with(row, state, amount)))
                            .isFalse();
                }
            }
        } finally {
            client.shutdown();
        }
    }

    private static byte[] with(byte[] row, ViewState state, double amount) {
        return StoredRow.encode(
                StoredRow.eventMicros(row),
                StoredRow.createdMicros(row),
                StoredRow.schemaRevision(row),
                StoredRow.schemaId(row),
                RowCodec.of(state.schema()).encode(new Object[] {amount}));
    }

    private void send(String driver, double amount) throws Exception {
        String fare = "{\"driver\": \"%s\", \"paid_at\": \"%s\", \"amount\": %s}"
                .formatted(driver, Instant.now().truncatedTo(ChronoUnit.MICROS), amount);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", pipeline.broker().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            sent = producer.send(new ProducerRecord<byte[], byte[]>(TOPIC, fare.getBytes(UTF_8)))
                    .get()
                    .offset();
        }
    }

    private boolean isArchived() {
        return ArchiveReader.of(archive(), TOPIC).topics().stream().anyMatch(topic -> topic.end(0) > sent);
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    private Path answers() {
        return folder.resolve("answers");
    }

    private String[] ingestion() {
        List<String> arguments = following("ingest");
        arguments.addAll(List.of("--state", folder.resolve("state").toString()));
        arguments.addAll(List.of("--archive", archive().toString(), "--archive-roll-age", "1s"));
        return arguments.toArray(String[]::new);
    }

    private String[] serving() {
        List<String> arguments = following("serve");
        arguments.addAll(List.of("--answer-log", answers().toString(), "--answer-sample", "0", "--warm-up", "0s"));
        return arguments.toArray(String[]::new);
    }

    private List<String> following(String command) {
        return new ArrayList<>(List.of(
                command,
                "--project",
                PROJECT,
                "--registry",
                pipeline.registryAddress().toString(),
                "--bootstrap-servers",
                pipeline.broker().bootstrapServers(),
                "--redis-uri",
                pipeline.redis().uri()));
    }
}
