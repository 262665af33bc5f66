package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKey;
import io.granary.embedded.EmbeddedKafka;
import io.granary.embedded.EmbeddedRedis;
import io.granary.ingestion.ComponentHealth.State;
import io.granary.ingestion.Trips.Trip;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.SettableRollouts;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka and Redis go and come back, each at an inconvenient moment. */
final class ITOutage {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Revision REVISION = Rides.revision("outage");

    @TempDir
    private Path folder;

    @Test
    void rowsWaitForRedisAndNoneIsLost() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            EmbeddedRedis redis = EmbeddedRedis.start(folder.resolve("redis"));
            try (Bench bench = bench(kafka.bootstrapServers(), redis.uri()).start()) {
                bench.awaitRunning();
                send(bench, 0, 100);
                bench.awaitCaughtUp();

                redis.close();
                send(bench, 100, 500);
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(bench.health("projector").state()).isEqualTo(State.RECOVERING));
                assertThat(bench.health("projector").problem()).contains("Cannot write Redis");
                assertThat(bench.ingestion().lag().isCaughtUp()).isFalse();

                redis = EmbeddedRedis.in(folder.resolve("redis"))
                        .port(redis.port())
                        .start();
                bench.awaitCaughtUp();
                assertStored(bench, 0, 500);
                assertThat(bench.health("projector").state()).isEqualTo(State.RUNNING);
            } finally {
                redis.close();
            }
        }
    }

    @Test
    void aRedisThatForgotItsRowsIsFilledAgain() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            EmbeddedRedis redis =
                    EmbeddedRedis.in(folder.resolve("redis")).withoutSnapshots().start();
            try (Bench bench = bench(kafka.bootstrapServers(), redis.uri()).start()) {
                bench.awaitRunning();
                send(bench, 0, 300);
                bench.awaitCaughtUp();
                assertStored(bench, 0, 300);

                redis.close();
                redis = EmbeddedRedis.in(folder.resolve("redis"))
                        .withoutSnapshots()
                        .port(redis.port())
                        .start();
                await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertStored(bench, 0, 300));
                bench.stop();
                redis.close();
                redis = EmbeddedRedis.in(folder.resolve("redis"))
                        .withoutSnapshots()
                        .port(redis.port())
                        .start();
                bench.start();
                await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertStored(bench, 0, 300));
            } finally {
                redis.close();
            }
        }
    }

    @Test
    void startsBeforeKafkaAndSurvivesItsRestart() throws IOException {
        int port = freePort();
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder.resolve("redis"));
                Bench bench = bench("127.0.0.1:" + port, redis.uri()).start()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(bench.health("kafka").problem())
                            .contains("Cannot reach Kafka at 127.0.0.1:" + port));
            EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
            bench.awaitRunning();
            send(bench, 0, 100);
            kafka.close();

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(bench.health("kafka").state()).isEqualTo(State.RECOVERING));
            kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
            send(bench, 100, 200);
            bench.awaitCaughtUp();
            assertStored(bench, 0, 200);
            assertThat(bench.featureLog()).doesNotHaveDuplicates().hasSize(400);
            bench.stop();
            kafka.close();
        }
    }

    @Test
    void windowsLoseNothingAndCountNothingTwiceWhenTheBrokerRestartsUnderLoad() throws IOException {
        int port = freePort();
        Revision revision = Trips.revision("outage");
        TripWindows windows = new TripWindows(revision);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Trip> trips = IntStream.range(0, 4_000)
                .mapToObj(i -> new Trip("trip " + i, "driver " + i % 10, now.minusSeconds(i % 3_000), i + 0.1))
                .toList();
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder.resolve("redis"));
                Bench bench = new Bench(revision, "127.0.0.1:" + port, redis.uri(), folder.resolve("streams"))) {
            EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
            bench.start().awaitRunning();
            List<String> events = trips.stream().map(Trip::json).toList();
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> bench.sendAll(Trips.topic("outage"), events));
            kafka.close();
            kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
            sending.join();
            bench.awaitCaughtUp();
            for (int driver = 0; driver < 10; driver++) {
                String name = "driver " + driver;
                List<Trip> own = trips.stream()
                        .filter(trip -> trip.driver().equals(name))
                        .toList();
                assertThat(windows.stored(bench, name, now)).as(name).isEqualTo(windows.expected(own, now));
            }
            bench.stop();
            kafka.close();
        }
    }

    @Test
    void aRowThatRedisRefusesIsNamedAndWaitsUntilItIsTaken() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
                EmbeddedRedis redis = EmbeddedRedis.start(folder.resolve("redis"));
                Bench bench = bench(kafka.bootstrapServers(), redis.uri()).start()) {
            bench.awaitRunning();
            EntityKey taken = Rides.key("outage", "driver 7");
            RedisClient client = RedisClient.create(redis.uri());
            try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
                connection.sync().set(taken.bytes(), new byte[] {1});
                send(bench, 0, 20);
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(bench.health("projector").problem())
                                        .contains("field 'last_ride@")
                                        .contains("of entity key " + taken + ": WRONGTYPE"));
                assertThat(bench.health("projector").isRunning()).isFalse();
                assertThat(bench.count("granary.ingestion.projector.refused")).isPositive();

                connection.sync().del(taken.bytes());
                bench.awaitCaughtUp();
                assertStored(bench, 0, 20);
            } finally {
                client.shutdown();
            }
        }
    }

    @Test
    void aHostThatDoesNotResolveIsNamedAtOnce() {
        IngestionConfig config = IngestionConfig.builder("outage", "no.such.host.invalid:9092", folder)
                .build();
        SettableRollouts rollouts = new SettableRollouts("outage");
        RegistryLink registry = new RegistryLink(rollouts, rollouts, number -> REVISION);
        OnlineStore store = new InMemoryOnlineStore(InstantSource.system());

        assertThatThrownBy(() -> Ingestion.start(config, registry, store, new SimpleMeterRegistry()))
                .hasMessage("Cannot use Kafka: No resolvable bootstrap urls given in bootstrap.servers:"
                        + " no.such.host.invalid:9092");
    }

    private static void send(Bench bench, int from, int to) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int i = from; i < to; i++) {
            bench.send(Rides.json("driver " + i, now, i, 1));
        }
    }

    private static void assertStored(Bench bench, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(bench.stored(Rides.key("outage", "driver " + i), "last_ride"))
                    .as("driver %d", i)
                    .isNotNull();
        }
    }

    private Bench bench(String bootstrapServers, String redisUri) {
        return new Bench(REVISION, bootstrapServers, redisUri, folder.resolve("streams"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
