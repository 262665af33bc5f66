package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Revision;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.embedded.junit.RedisExtension;
import io.granary.ingestion.Trips.Trip;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("redis")
final class ITWindows {

    private static final int DRIVERS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Revision revision = Trips.revision(OwnProject.name());
    private final TripWindows windows = new TripWindows(revision);

    @TempDir
    private Path folder;

    @Test
    void eventsInAnyOrderBecomeTheWindowsOfTheirSet() {
        long seed = new Random().nextLong();
        List<Trip> trips = trips(new Random(seed), 2_000);
        List<Trip> arriving = new ArrayList<>(trips);
        arriving.addAll(trips.subList(500, 700));
        Collections.shuffle(arriving, new Random(seed));
        try (Bench bench = bench().start().awaitRunning()) {
            send(bench, arriving);
            bench.awaitCaughtUp();

            assertStored(bench, trips, seed);
            assertThat(bench.count("granary.ingestion.windows.duplicates", "view", Trips.VIEW))
                    .isEqualTo(200);
        }
    }

    @Test
    void restartsInTheMiddleLoseNothingAndCountNothingTwice() {
        long seed = new Random().nextLong();
        List<Trip> trips = trips(new Random(seed), 3_000);
        try (Bench bench = bench().start().awaitRunning()) {
            for (int part = 0; part < 3; part++) {
                send(bench, trips.subList(part * 1_000, part * 1_000 + 1_000));
                send(bench, trips.subList(0, 100));
                bench.stop();
                bench.start();
            }
            bench.awaitCaughtUp();

            assertStored(bench, trips, seed);
        }
    }

    @Test
    void killsUnderLoadLoseNothingAndCountNothingTwice() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Trip> trips = trips(random, 6_000);
        try (Bench bench = bench()) {
            bench.start().awaitRunning().stop();
            for (int part = 0; part < 4; part++) {
                long before = bench.processed(plan().applicationId());
                try (IngestionProcess process = process()) {
                    send(bench, trips.subList(part * 1_500, part * 1_500 + 1_500));
                    long some = before + random.nextInt(1_000);
                    await().atMost(PATIENCE).until(() -> bench.processed(plan().applicationId()) > some);
                    assertThat(process.isAlive()).isTrue();
                }
            }
            send(bench, trips.subList(0, 500));
            bench.start();
            bench.awaitCaughtUp();

            assertStored(bench, trips, seed);
        }
    }

    @Test
    void anEmptiedStoreIsFilledAgain() {
        long seed = new Random().nextLong();
        List<Trip> trips = trips(new Random(seed), 1_000);
        try (Bench bench = bench().start().awaitRunning()) {
            send(bench, trips);
            bench.awaitCaughtUp();
            assertStored(bench, trips, seed);

            Losses.ofStore(redis.uri(), revision.project());
            await().atMost(PATIENCE).untilAsserted(() -> assertStored(bench, trips, seed));
            assertThat(bench.count("granary.ingestion.projector.rewinds")).isPositive();
        }
    }

    private IngestionProcess process() throws IOException {
        return IngestionProcess.start(revision.project(), kafka.bootstrapServers(), redis.uri(), folder.resolve("p"));
    }

    private WindowPlan plan() {
        return WindowPlan.of(revision).get(0);
    }

    private void assertStored(Bench bench, List<Trip> trips, long seed) {
        for (int driver = 0; driver < DRIVERS; driver++) {
            String name = "driver " + driver;
            List<Trip> own =
                    trips.stream().filter(trip -> trip.driver().equals(name)).toList();
            assertThat(windows.stored(bench, name, now))
                    .as("seed %d, %s", seed, name)
                    .isEqualTo(windows.expected(own, now));
        }
    }

    private void send(Bench bench, List<Trip> trips) {
        bench.sendAll(
                Trips.topic(revision.project()), trips.stream().map(Trip::json).toList());
    }

    private List<Trip> trips(Random random, int count) {
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant happened = now.minusMillis(random.nextInt(3_000_000));
            double miles = random.nextGaussian() * Math.pow(10, random.nextInt(20));
            trips.add(new Trip("trip " + i, "driver " + random.nextInt(DRIVERS), happened, miles));
        }
        return trips;
    }

    private Bench bench() {
        return new Bench(revision, kafka.bootstrapServers(), redis.uri(), folder);
    }
}
