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
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

/**
 * Records that were dead letters and were given back, in training sets of their archive: as they are online, beside a
 * history that {@code granary backfill} brought there.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class ITReplayedRecords {

    private static final String DRIVER = "ann";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A schema id that the registry does not know is not asked for again within 10 s. */
    private static final Duration AHEAD = Duration.ofSeconds(20);

    private static final String QUESTION = """
            {"features": ["takings:fares_1h", "takings:amount_1h", "last_fare:amount"], "entities": {"driver": ["ann"]}}
            """;

    /** What is known of the driver at a moment: how many fares, their sum, the last one. */
    private record Answer(long fares, double sum, double last) {}

    @TempDir
    private Path folder;

    private Path repository;
    private Pipeline pipeline;
    private Fares fares;
    private long sent;

    @BeforeEach
    void start() throws Exception {
        repository = folder.resolve("repository");
        fares = new Fares();
        pipeline = Pipeline.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        pipeline.close();
        fares.close();
    }

    @Test
    void areCountedByTheTrainingSetAsOnline() throws Exception {
        fares.register(1);
        Fares.write(repository, DRIVER);
        pipeline.broker().createTopic(Fares.TOPIC, 1);
        pipeline.apply(Repository.load(repository));
        try (GranaryProcess ingestion = GranaryProcess.working(folder, ingestion());
                GranaryProcess serving = GranaryProcess.serving(folder, following("serve"))) {
            assertThat(ProcessHandle.of(ingestion.pid())).isPresent();
            check(new JsonHttp(serving.address()), serving.address().toString());
        }
    }

    private void check(JsonHttp online, String serving) throws Exception {
        backfill();
        Instant ahead = Instant.now().plus(AHEAD);
        send(fares.value(1, DRIVER, Instant.now(), 0.1));
        send(fares.value(2, DRIVER, Instant.now(), 0.2));
        send(fares.value(1, DRIVER, ahead, 0.3));
        await().atMost(PATIENCE).until(() -> letters(online) == 4 && fares(online) == 3);
        Instant before = now();
        Answer first = ask(online);
        fares.register(2);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(ahead));
        String replay = granary("dead-letters", "replay", "--source", Fares.TOPIC, "--serving", serving, "-o", "json");
        assertThat(JsonHttp.parse(replay.getBytes(UTF_8)).path("replayed").asInt())
                .isEqualTo(4);
        await().atMost(PATIENCE).until(() -> fares(online) == 5 && letters(online) == 4);
        Answer last = ask(online);
        Instant after = now();
        assertThat(first).isEqualTo(new Answer(3, sum(0.7, 0.01, 0.1), 0.1));
        assertThat(last).isEqualTo(new Answer(5, sum(0.7, 0.01, 0.1, 0.2, 0.3), 0.3));
        send(fares.value(1, "bob", Instant.now(), 9));
        await().atMost(PATIENCE).until(this::isArchived);
        assertThat(trainingSet("spark", before, after)).containsExactly(first, last);
        assertThat(trainingSet("local", before, after)).containsExactly(first, last);
        assertThat(checksum("local")).isEqualTo(checksum("spark"));
    }

    private void backfill() throws Exception {
        JsonNode result = JsonHttp.parse(
                onSpark("backfill", "--bootstrap-servers", pipeline.broker().bootstrapServers(), "-o", "json")
                        .getBytes(UTF_8));
        assertThat(result.at("/views/takings/events").asLong()).isEqualTo(2);
        assertThat(result.at("/views/takings/entities").asLong()).isEqualTo(1);
        assertThat(result.path("archive_gaps")).isEmpty();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private List<Answer> trainingSet(String engine, Instant... moments) throws Exception {
        StringBuilder rows = new StringBuilder("driver,event_timestamp\n");
        for (Instant moment : moments) {
            rows.append(DRIVER).append(',').append(moment).append('\n');
        }
        Files.writeString(repository.resolve("entities.csv"), rows);
        onSpark(
                "training-set",
                "--entities=entities.csv",
                "--feature=takings:fares_1h",
                "--feature=takings:amount_1h",
                "--feature=last_fare:amount",
                "--archive=" + archive(),
                "--schema-registry-url=" + fares.registry(),
                "--engine=" + engine,
                "--out=" + engine);
        return answers(engine);
    }

    /** Of the rows of a set. */
    private String checksum(String set) throws IOException {
        return JsonHttp.parse(Files.readAllBytes(repository.resolve(set).resolve("manifest.json")))
                .required("checksum")
                .asText();
    }

    private List<Answer> answers(String set) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT takings__fares_1h, takings__amount_1h, last_fare__amount"
                                + " FROM '" + repository + "/" + set + "/rows-*.parquet' ORDER BY event_timestamp")) {
            List<Answer> answers = new ArrayList<>();
            while (rows.next()) {
                answers.add(new Answer(rows.getLong(1), rows.getDouble(2), rows.getDouble(3)));
            }
            return answers;
        }
    }

    private static long fares(JsonHttp online) {
        return ask(online).fares();
    }

    /** Features come after the join key. */
    private static Answer ask(JsonHttp online) {
        JsonNode results = online.post("/get-online-features", JsonHttp.parse(QUESTION.getBytes(UTF_8)))
                .path("results");
        return new Answer(
                results.at("/1/values/0").asLong(),
                results.at("/2/values/0").asDouble(),
                results.at("/3/values/0").asDouble());
    }

    /** Rounded once. */
    private static double sum(double... amounts) {
        return Arrays.stream(amounts)
                .mapToObj(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    private static int letters(JsonHttp online) {
        return online.get("/v1/projects/" + Fares.PROJECT + "/dead-letters")
                .path("dead_letters")
                .size();
    }

    private void send(byte[] value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", pipeline.broker().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            sent = producer.send(new ProducerRecord<byte[], byte[]>(Fares.TOPIC, value))
                    .get()
                    .offset();
        }
    }

    private boolean isArchived() {
        return ArchiveReader.of(archive(), Fares.TOPIC).topics().stream().anyMatch(topic -> topic.end(0) > sent);
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    private String[] ingestion() {
        List<String> arguments = new ArrayList<>(List.of(following("ingest")));
        arguments.addAll(List.of("--state", folder.resolve("state").toString()));
        arguments.addAll(List.of("--archive", archive().toString(), "--archive-roll-age", "1s"));
        arguments.addAll(List.of("--schema-registry-url", fares.registry().toString()));
        return arguments.toArray(String[]::new);
    }

    private String[] following(String command) {
        return new String[] {
            command,
            "--project",
            Fares.PROJECT,
            "--registry",
            pipeline.registryAddress().toString(),
            "--bootstrap-servers",
            pipeline.broker().bootstrapServers(),
            "--redis-uri",
            pipeline.redis().uri()
        };
    }

    private String onSpark(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--registry", pipeline.registryAddress().toString()));
        all.addAll(List.of("--spark-jars", Machine.sparkJars().toString(), "--spark-memory", "1g"));
        return granary(all.toArray(String[]::new));
    }

    /** Runs a command in the repository and says what it printed. */
    private String granary(String... arguments) throws Exception {
        Path errors = folder.resolve(arguments[0] + ".err");
        Process process = new ProcessBuilder(JavaCommand.of(Granary.class, List.of(arguments)))
                .directory(repository.toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output + Files.readString(errors)).isZero();
        return output;
    }
}
