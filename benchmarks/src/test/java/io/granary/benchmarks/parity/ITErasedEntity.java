package io.granary.benchmarks.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.answers.AnswerFiles;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.process.Machine;
import io.granary.cli.Granary;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.lettuce.core.RedisClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
 * A driver who is erased, with events, pushed rows and a row at rest, in every place that has something of him: answers,
 * archive, logged answers, rebuilds, materializations and training sets know him no more, and everybody else as before.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ITErasedEntity {

    private static final String ANN = "ann-0b5e";
    private static final String BOB = "bob-77c1";
    private static final String NOBODY = "nobody-5d";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Path repository;
    private Pipeline pipeline;
    private ArchivedDrivers archive;

    @BeforeEach
    void start() throws Exception {
        repository = folder.resolve("repository");
        archive = new ArchivedDrivers(folder.resolve("archive"));
        pipeline = Pipeline.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        pipeline.close();
    }

    @Test
    void isNowhereAnyMoreAndBeginsAnew() throws Exception {
        Rated.write(repository, ANN, BOB);
        pipeline.broker().createTopic(Rated.TOPIC, 1);
        pipeline.apply(Repository.load(repository));
        try (GranaryProcess ingestion = GranaryProcess.working(folder, ingestion());
                GranaryProcess serving = GranaryProcess.serving(folder, serving())) {
            assertThat(ProcessHandle.of(ingestion.pid())).isPresent();
            check(new JsonHttp(serving.address()));
        }
    }

    private void check(JsonHttp online) throws Exception {
        fill(online);
        JsonNode bob = ask(online, BOB);
        erase();
        assertErased(online);
        explainAndEraseAnswers();
        assertThat(archive.text()).doesNotContain(ANN).contains(BOB);

        RedisClient client = RedisClient.create(pipeline.redis().uri());
        try (var connection = client.connect()) {
            connection.sync().flushall();
        } finally {
            client.shutdown();
        }
        granary("rebuild", "--yes");
        materialize();
        assertErased(online);
        assertThat(ask(online, BOB)).isEqualTo(bob);

        Instant before = now();
        send(ANN, 5);
        await().atMost(PATIENCE).until(() -> trips(online, ANN) == 1);
        send(BOB, 1);
        await().atMost(PATIENCE).until(() -> archive.has("\"miles\":1}"));
        assertThat(trainingSet(before, now())).containsExactly(ANN + " 0 null null", ANN + " 1 5 null", BOB + " 4 1 4");
        eraseAtRest();
    }

    /** Rows at rest go when that is asked for, and no engine reads them any more. */
    private void eraseAtRest() throws Exception {
        Homes homes = Homes.in(repository);
        assertThat(towns("local")).containsExactly(ANN + " Bergen", BOB + " Rome");
        String[] sources = {"--batch-sources", "--spark-jars=" + Machine.sparkJars()};
        JsonNode seen = deleteEntity("--dry-run", sources[0], sources[1]);
        assertThat(count(seen, homes)).isEqualTo(2);
        assertThat(homes.rows()).containsExactly(ANN + " Bergen", ANN + " Oslo", BOB + " Rome");

        JsonNode receipt = delete(sources);
        assertThat(count(receipt, homes)).isEqualTo(2);
        assertThat(receipt.path("kept").findValuesAsText("name"))
                .contains("profiles")
                .doesNotContain("homes");
        assertThat(homes.rows()).containsExactly(BOB + " Rome");
        assertThat(towns("local")).containsExactly(ANN + " nowhere", BOB + " Rome");
        assertThat(towns("spark")).containsExactly(ANN + " nowhere", BOB + " Rome");
        assertThat(count(delete(sources), homes)).isZero();
    }

    private static long count(JsonNode receipt, Homes homes) {
        for (JsonNode line : receipt.path("erased")) {
            if (line.path("name").asText().equals("homes: " + homes.folder())) {
                return line.path("count").asLong();
            }
        }
        throw new AssertionError(receipt);
    }

    private List<String> towns(String engine) throws Exception {
        Files.writeString(
                repository.resolve("drivers.csv"),
                "driver,event_timestamp\n%1$s,%3$s\n%2$s,%3$s\n".formatted(ANN, BOB, now()));
        granary(
                "training-set",
                "--entities=drivers.csv",
                "--feature=home:town",
                "--engine=" + engine,
                "--spark-jars=" + Machine.sparkJars(),
                "--spark-memory=1g",
                "--overwrite",
                "--out=towns");
        return Homes.ofSet(repository.resolve("towns"));
    }

    /** What comes of events, of pushed rows and of rows at rest; files of the archive in both formats. */
    private void fill(JsonHttp online) throws Exception {
        for (String driver : List.of(ANN, BOB)) {
            push(online, driver);
            send(driver, 10);
            send(driver, 20);
        }
        materialize();
        await().atMost(PATIENCE).until(() -> trips(online, BOB) == 2 && stored(online, ANN) && stored(online, BOB));
        await().atMost(PATIENCE).until(() -> archive.has("\"miles\":20}") && archive.has("\"stars\":4"));
        granary("compact", "--archive=" + archive.folder(), "--older-than=0s");
        send(ANN, 30);
        send(BOB, 30);
        await().atMost(PATIENCE).until(() -> trips(online, ANN) == 3 && trips(online, BOB) == 3);
        assertThat(archive.text()).contains(ANN);
    }

    /** What he was answered with is gone from the archive, which explains it; then the answers go, too. */
    private void explainAndEraseAnswers() throws Exception {
        await().atMost(PATIENCE)
                .until(() -> answers().contains(ANN) && answers().contains(NOBODY));
        JsonNode report = JsonHttp.parse(granary(
                        "consistency",
                        "--answers=" + folder.resolve("answers"),
                        "--archive=" + archive.folder(),
                        "--accept-archive-gaps",
                        "--leave-out=profile",
                        "--bootstrap-servers=" + pipeline.broker().bootstrapServers(),
                        "--spark-jars=" + Machine.sparkJars(),
                        "--spark-memory=1g",
                        "-o=json")
                .getBytes(UTF_8));
        assertThat(report.path("unexplained").asInt()).as(report.toString()).isZero();
        assertThat(report.at("/views/recent/mismatches/erased").asInt()).isPositive();
        assertThat(report.at("/views/last_trip/mismatches/erased").asInt()).isPositive();

        JsonNode receipt = delete("--answers=" + folder.resolve("answers"));
        assertThat(receipt.path("erased").findValuesAsText("place")).contains("answers");
        assertThat(answers()).doesNotContain(ANN).contains(BOB, NOBODY);
    }

    /** The drivers of all answers that are in files. */
    private Set<Object> answers() {
        Set<Object> drivers = new HashSet<>();
        AnswerFiles.in(folder.resolve("answers"))
                .read(answer -> drivers.addAll(answer.entities().get(0).values()));
        return drivers;
    }

    private JsonNode delete(String... more) throws Exception {
        JsonNode receipt = deleteEntity(more);
        assertThat(receipt.path("done").asBoolean()).isTrue();
        return receipt;
    }

    private JsonNode deleteEntity(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("delete", "entity", "driver", "--key=driver=" + ANN, "--yes", "--wait-at-most=2m", "-o=json"));
        arguments.add("--archive=" + archive.folder());
        arguments.addAll(List.of(more));
        return JsonHttp.parse(granary(arguments.toArray(String[]::new)).getBytes(UTF_8));
    }

    private void erase() throws Exception {
        JsonNode receipt = delete();
        assertThat(receipt.path("erased").findValuesAsText("place"))
                .contains("online store", "feature log", "window states", "archive");
        assertThat(receipt.path("kept").findValuesAsText("name")).contains(Rated.TOPIC, "profiles", "homes");
        String receipts = granary("erasures", "-o=json");
        assertThat(receipts).contains(receipt.path("id").asText()).doesNotContain(ANN);
    }

    private static void assertErased(JsonHttp online) {
        assertThat(ask(online, ANN)).as("as if nobody had ever heard of him").isEqualTo(ask(online, NOBODY));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Of each row: driver, trips of the last hour, miles of the last trip, stars. */
    private List<String> trainingSet(Instant before, Instant after) throws Exception {
        Files.writeString(
                repository.resolve("entities.csv"),
                "driver,event_timestamp\n%1$s,%3$s\n%1$s,%4$s\n%2$s,%4$s\n".formatted(ANN, BOB, before, after));
        granary(
                "training-set",
                "--entities=entities.csv",
                "--feature=recent:trips_1h",
                "--feature=last_trip:miles",
                "--feature=rating:stars",
                "--archive=" + archive.folder(),
                "--accept-archive-gaps",
                "--engine=spark",
                "--spark-jars=" + Machine.sparkJars(),
                "--spark-memory=1g",
                "--out=train");
        return archive.trainingSet(repository.resolve("train"));
    }

    /** The features of a driver, without his name. */
    private static JsonNode ask(JsonHttp online, String driver) {
        String question = """
                {"features": ["recent:trips_1h", "last_trip:miles", "rating:stars", "profile:city"],
                 "entities": {"driver": ["%s"]}}""".formatted(driver);
        JsonNode results = online.post("/get-online-features", JsonHttp.parse(question.getBytes(UTF_8)))
                .path("results");
        var features = JsonHttp.MAPPER.createArrayNode();
        for (int i = 1; i < results.size(); i++) {
            features.add(results.get(i).deepCopy());
        }
        return features;
    }

    private static long trips(JsonHttp online, String driver) {
        return ask(online, driver).at("/0/values/0").asLong();
    }

    private static boolean stored(JsonHttp online, String driver) {
        return !ask(online, driver).toString().contains("NOT_FOUND");
    }

    private void send(String driver, int miles) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", pipeline.broker().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<byte[], byte[]>(
                            Rated.TOPIC, driver.getBytes(UTF_8), Rated.trip(driver, now(), miles)))
                    .get();
        }
    }

    private static void push(JsonHttp online, String driver) {
        var unused = online.post("/push", JsonHttp.parse(Rated.rating(driver, now(), 4)));
    }

    private void materialize() throws Exception {
        granary("materialize", "--spark-jars=" + Machine.sparkJars(), "--spark-memory=1g");
    }

    private String[] ingestion() {
        List<String> arguments = new ArrayList<>(List.of(following("ingest", "--archive-roll-age=1s")));
        arguments.addAll(List.of("--state", folder.resolve("state").toString()));
        arguments.addAll(List.of("--archive", archive.folder().toString()));
        return arguments.toArray(String[]::new);
    }

    private String[] serving() {
        return following(
                "serve", "--answer-log=" + folder.resolve("answers"), "--answer-sample=1", "--answer-log-roll-age=1s");
    }

    private String[] following(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(more));
        servers().forEach((option, value) -> arguments.add("--" + option + "=" + value));
        return arguments.toArray(String[]::new);
    }

    /** Where everything is, by option. */
    private Map<String, String> servers() {
        return Map.of(
                "project", Rated.PROJECT,
                "registry", pipeline.registryAddress().toString(),
                "bootstrap-servers", pipeline.broker().bootstrapServers(),
                "redis-uri", pipeline.redis().uri());
    }

    /** Runs a command in the repository and says what it printed. */
    private String granary(String... arguments) throws Exception {
        Path errors = folder.resolve(arguments[0] + ".err");
        ProcessBuilder command = new ProcessBuilder(JavaCommand.of(Granary.class, List.of(arguments)))
                .directory(repository.toFile())
                .redirectError(errors.toFile());
        servers()
                .forEach((option, value) -> command.environment()
                        .put("GRANARY_" + option.toUpperCase(Locale.ROOT).replace('-', '_'), value));
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output + Files.readString(errors)).isZero();
        return output;
    }
}
