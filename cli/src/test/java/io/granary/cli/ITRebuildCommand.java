package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.granary.cli.process.AllInOne;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code granary rebuild} and {@code granary explain} beside processes that run. */
@Timeout(300)
final class ITRebuildCommand {

    private static final int DRIVERS = 200;

    /** Whose last trip arrives three hours late. */
    private static final int LATE_DRIVER = 7;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DEFINITIONS = TripDocuments.join(
            TripDocuments.DRIVER,
            TripDocuments.STREAMED_TRIPS + "  - {name: id, type: STRING}\neventId: id\n",
            TripDocuments.LAST_TRIP,
            TripDocuments.RECENT + """
                      - {name: trips, function: count, windows: [1h]}
                      - {name: miles, function: sum, of: miles, windows: [1h, 24h]}
                    """);

    @TempDir
    private static Path folder;

    private static AllInOne all;
    private static List<String> servers;

    @BeforeAll
    static void start() throws IOException {
        all = AllInOne.start(
                "trips", folder.resolve("data"), folder.resolve("models"), AllInOne.Ports.ANY, InstantSource.system());
        servers = List.of(
                "--project=trips",
                "--registry=" + all.registry(),
                "--bootstrap-servers=" + all.bootstrapServers(),
                "--redis-uri=" + all.redisUri());
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.writeString(repository.resolve("granary.yaml"), "project: trips\n");
        Files.writeString(repository.resolve("trips.yaml"), DEFINITIONS);
        new RegistryApi(all.registry(), Duration.ofSeconds(20))
                .apply(
                        "trips",
                        new ApplyRequest(
                                0, "ann", "", Repository.load(repository).definitions()));
        awaitCaughtUp();
        send();
        awaitCaughtUp();
    }

    @AfterAll
    static void stop() {
        all.close();
    }

    private static void awaitCaughtUp() {
        await().atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> all.ingestion().lag().isCaughtUp());
    }

    private static void send() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", all.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < 5 * DRIVERS; i++) {
                send(producer, i, i % DRIVERS, now.minusMillis(60_000 - i));
            }
            send(producer, 5 * DRIVERS, LATE_DRIVER, now.minus(Duration.ofHours(3)));
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int trip, int driver, Instant endedAt) {
        String event = "{\"id\": \"%d\", \"driver\": \"d%d\", \"ended_at\": \"%s\", \"miles\": %d}"
                .formatted(trip, driver, endedAt, trip);
        var unused = producer.send(new ProducerRecord<>("trips", null, event.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anEmptiedRedisHasEverythingAgain() {
        String before = features();
        assertThat(before).contains("2950", "990");
        RedisClient client = RedisClient.create(all.redisUri());
        try (var connection = client.connect()) {
            connection.sync().flushall();
        } finally {
            client.shutdown();
        }

        CommandRun run = CommandRun.of(arguments("rebuild", "--yes", "-o=json"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("feature log granary.trips.rows").contains("last_trip@");
        JsonNode rebuilt = JsonHttp.parse(run.out().getBytes(StandardCharsets.UTF_8));
        assertThat(rebuilt.at("/whole").asBoolean()).isTrue();
        assertThat(rebuilt.at("/views")).hasSize(2);
        assertThat(rebuilt.at("/rebuilt/keys").asInt()).isEqualTo(DRIVERS);
        assertThat(rebuilt.at("/rebuilt/fields").asInt()).isGreaterThan(3 * DRIVERS);
        assertThat(features()).isEqualTo(before);
    }

    @Test
    void showsWhatComesFromWhereAndAsksBeforeItDoesAnything() {
        CommandRun shown = CommandRun.of(arguments("rebuild", "--dry-run"));
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains("FEATURE LOG", "the beginning", "granary.trips.rows", "recent@", "LOST")
                .contains("-windows-changelog");

        CommandRun unasked = CommandRun.of(arguments("rebuild"));
        assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unasked.err()).contains("--yes: not given (expected: it, where nobody can be asked)");
    }

    @Test
    void aProjectThatWasNeverAppliedIsNamed() {
        CommandRun run = CommandRun.of("rebuild", "--yes", "--project=nobody", "--registry=" + all.registry());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("nobody");
    }

    @Test
    void explainsAWindow() {
        String[] question = {
            "explain", "recent:miles_24h", "--entity=driver=d7", "--project=trips", "--serving=" + all.serving()
        };
        await().atMost(PATIENCE).untilAsserted(() -> {
            CommandRun text = CommandRun.of(question);
            assertThat(text.exitCode()).as(text.err()).isZero();
            assertThat(text.out()).contains("sum").contains("stream");
        });

        CommandRun late = CommandRun.of(question);
        assertThat(late.out())
                .containsPattern("ended_at: \\S+ \\(expected: at most PT1H before the arrival\\)")
                .contains("are in no window");
        CommandRun other = CommandRun.of(
                "explain", "recent:miles_24h", "--entity=driver=d8", "--project=trips", "--serving=" + all.serving());
        assertThat(other.out()).contains("are in no window").doesNotContain("at most PT1H before");

        CommandRun unknown = CommandRun.of(
                "explain", "recent:nothing", "--entity=driver=d7", "--project=trips", "--serving=" + all.serving());
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(unknown.err()).contains("feature of view 'recent': 'nothing' does not exist");
    }

    private static String[] arguments(String... first) {
        List<String> arguments = new ArrayList<>(List.of(first));
        arguments.addAll(servers);
        return arguments.toArray(String[]::new);
    }

    /** What the store does not bring in time is asked for again: a busy machine is not what is tested. */
    private static String features() {
        return await().atMost(PATIENCE).until(ITRebuildCommand::ask, text -> !text.contains("UNAVAILABLE"));
    }

    private static String ask() {
        CommandRun run = CommandRun.of(
                "get",
                "features",
                "--feature=recent:*",
                "--feature=last_trip:miles",
                "--entity=driver=d190",
                "--serving=" + all.serving());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }
}
