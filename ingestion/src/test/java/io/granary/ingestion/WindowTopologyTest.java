package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Revision;
import io.granary.core.featurelog.WindowStateKey;
import io.granary.formats.schema.WriterSchemas;
import io.granary.ingestion.SourceProgress.Position;
import io.granary.ingestion.Trips.Trip;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WindowTopologyTest {

    private static final String PROJECT = "p";
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    private Revision revision = Trips.revision(PROJECT);
    private SourceProgress progress = new SourceProgress(1, Map.of());
    private @Nullable TopologyTestDriver driver;

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    @Test
    void windowsAreWhatTheEventsMakeThemWhateverTheirOrder() {
        long seed = new Random().nextLong();
        List<Trip> trips = trips(new Random(seed), 300);
        List<Trip> arriving = new ArrayList<>(trips);
        arriving.addAll(trips.subList(50, 150));
        Collections.shuffle(arriving, new Random(seed));
        arriving.forEach(trip -> send(trip, NOW));

        TripWindows windows = new TripWindows(revision);
        for (String name : List.of("ann", "bob")) {
            List<Trip> own =
                    trips.stream().filter(trip -> trip.driver().equals(name)).toList();
            for (Instant at : List.of(NOW, NOW.plusSeconds(1800), NOW.plus(Duration.ofHours(23)))) {
                assertThat(windows.of(pages(name), at))
                        .as("seed %d, %s at %s", seed, name, at)
                        .isEqualTo(windows.expected(own, at));
            }
        }
        assertThat(count("duplicates")).isEqualTo((double) trips.subList(50, 150).stream()
                .filter(trip -> trip.miles() != 0)
                .count());
        assertThat(count("conflicts")).isZero();
    }

    @Test
    void anEventWithTheIdOfAnotherIsAnotherOne() {
        send(new Trip("1", "ann", NOW.minusSeconds(10), 1), NOW);
        send(new Trip("1", "ann", NOW.minusSeconds(10), 2), NOW);
        send(new Trip("1", "ann", NOW.minusSeconds(11), 2), NOW);
        send(new Trip("1", "ann", NOW.minusSeconds(10), 1), NOW);
        send(new Trip("1", "bob", NOW.minusSeconds(10), 1), NOW);

        assertThat(windows("ann", NOW)).startsWith(3L);
        assertThat(windows("bob", NOW)).startsWith(1L);
        assertThat(count("conflicts")).isEqualTo(2);
        assertThat(count("duplicates")).isEqualTo(1);
    }

    @Test
    void withoutIdsEveryRecordIsAnEvent() {
        revision = Trips.revision(PROJECT, Trips.source(PROJECT, null), Trips.view());
        send(new Trip("1", "ann", NOW.minusSeconds(10), 1), NOW);
        send(new Trip("1", "ann", NOW.minusSeconds(10), 1), NOW);

        assertThat(windows("ann", NOW)).startsWith(2L);
        assertThat(driver().getAllStateStores()).containsOnlyKeys(PageStore.NAME);
    }

    @Test
    void latenessIsJudgedByTheEventAlone() {
        send(new Trip("1", "ann", NOW.minus(Trips.LATENESS), 1), NOW);
        send(new Trip("2", "ann", NOW.minus(Trips.LATENESS).minusMillis(1), 1), NOW);
        send(new Trip("3", "ann", NOW.minus(Duration.ofHours(5)), 1), NOW.minus(Duration.ofHours(5)));

        assertThat(windows("ann", NOW)).startsWith(1L, 2L);
        assertThat(count("late")).isOne();
        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(header(letter, DeadLetter.REASON)).isEqualTo("late-event");
            assertThat(header(letter, DeadLetter.VIEW)).isEqualTo(Trips.VIEW);
            assertThat(new String(letter.value(), UTF_8)).contains("\"id\": \"2\"");
            assertThat(header(letter, DeadLetter.MESSAGE))
                    .isEqualTo("happened_at: 2026-11-20T08:59:59.999Z (expected: at most PT1H before the arrival)");
        });
    }

    @Test
    void whatCannotBeUsedIsADeadLetterAndStopsNothing() {
        sendJson("poison", NOW);
        sendJson("{\"id\": null, \"driver\": \"ann\", \"happened_at\": \"%s\", \"miles\": 1}".formatted(NOW), NOW);
        sendJson("{\"id\": \"1\", \"driver\": null, \"happened_at\": \"%s\", \"miles\": 1}".formatted(NOW), NOW);
        send(new Trip("1", "ann", NOW.plus(Trips.SKEW).plusMillis(1), 1), NOW);
        send(new Trip("2", "ann", NOW.minusSeconds(1), 0), NOW);
        send(new Trip("3", "ann", NOW.minusSeconds(1), 1), NOW);

        assertThat(deadLetters())
                .extracting(letter -> header(letter, DeadLetter.REASON))
                .containsExactly("undecodable", "event-id", "join-key", "future-event");
        assertThat(windows("ann", NOW)).startsWith(1L);
        assertThat(count("unselected")).isOne();
    }

    @Test
    void idsAreForgottenOnceTheirEventWouldBeLate() {
        send(new Trip("1", "ann", NOW, 1), NOW);
        assertThat(ids()).isPositive();
        Instant later = NOW.plus(Trips.LATENESS).plus(Duration.ofMinutes(10));
        for (int i = 0; i < 3_000; i++) {
            send(new Trip("later " + i, "bob", later, 0), later);
        }
        assertThat(ids()).isZero();
    }

    @Test
    void idsAreKeptForAPartitionThatIsBehind() {
        progress = new SourceProgress(2, Map.of());
        send(new Trip("1", "ann", NOW, 1), NOW);
        Instant later = NOW.plus(Trips.LATENESS).plus(Duration.ofMinutes(10));
        for (int i = 0; i < 3_000; i++) {
            send(new Trip("later " + i, "bob", later, 0), later);
        }
        assertThat(ids()).isPositive();
    }

    @Test
    void eventsBelowTheCutAreOnlyRemembered() {
        progress = new SourceProgress(2, Map.of(0, 2L, 1, 5L));
        send(new Trip("1", "ann", NOW.minusSeconds(1), 1), NOW);
        send(new Trip("2", "ann", NOW.minusSeconds(2), 1), NOW);
        send(new Trip("1", "ann", NOW.minusSeconds(1), 1), NOW);
        send(new Trip("3", "ann", NOW.minusSeconds(3), 1), NOW);
        assertThat(windows("ann", NOW)).as("the other partition may have them").startsWith(0L);

        progress.hasPartitions(1);
        progress.readUpTo(0, new Position(4, NOW.toEpochMilli()));
        sendTick(1, 5);
        assertThat(windows("ann", NOW)).startsWith(1L);
        assertThat(count("duplicates")).isOne();
    }

    private static List<Trip> trips(Random random, int count) {
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant happened = NOW.minusMillis(random.nextInt(3_600_000));
            String name = random.nextBoolean() ? "ann" : "bob";
            double miles = random.nextInt(10) == 0 ? 0 : random.nextGaussian() * Math.pow(10, random.nextInt(20));
            trips.add(new Trip("trip " + i, name, happened, miles));
        }
        return trips;
    }

    private void send(Trip trip, Instant arrival) {
        sendJson(trip.json(), arrival);
    }

    private void sendJson(String json, Instant arrival) {
        input().pipeInput(new TestRecord<>(null, json.getBytes(UTF_8), arrival));
    }

    /** What another partition of the source would tell all tasks. */
    private void sendTick(int partition, long offset) {
        TestInputTopic<byte[], byte[]> events =
                driver().createInputTopic(plan().reads().get(1), new ByteArraySerializer(), new ByteArraySerializer());
        events.pipeInput(new TestRecord<>(
                WindowTopology.EVERYONE, new byte[0], new EventOrigin(partition, offset).header(), NOW));
    }

    private TestInputTopic<byte[], byte[]> input() {
        return driver().createInputTopic(Trips.topic(PROJECT), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private WindowPlan plan() {
        return WindowPlan.of(revision).get(0);
    }

    private TopologyTestDriver driver() {
        if (driver == null) {
            Properties settings = new Properties();
            settings.put(StreamsConfig.APPLICATION_ID_CONFIG, plan().applicationId());
            settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
            settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ArrivalTime.class);
            TopologyParts parts = new TopologyParts(meters, 1_000, 1, 1 << 20, WriterSchemas.NONE, progress);
            driver = new TopologyTestDriver(plan().topology(parts), settings);
        }
        return driver;
    }

    private List<@Nullable Object> windows(String name, Instant at) {
        return new TripWindows(revision).of(pages(name), at);
    }

    private IntFunction<byte @Nullable []> pages(String name) {
        PageStore store = (PageStore) driver().getStateStore(PageStore.NAME);
        return field -> store.wrapped().get(Bytes.wrap(new WindowStateKey(Trips.key(PROJECT, name), field).encode()));
    }

    private long ids() {
        IdStore store = (IdStore) driver().getStateStore(IdStore.NAME);
        long count = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.wrapped().all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    private List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver().createOutputTopic(
                        DeadLetter.topicOf(PROJECT), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private static String header(TestRecord<byte[], byte[]> each, String name) {
        return new String(each.headers().lastHeader(name).value(), UTF_8);
    }

    private double count(String counter) {
        return meters.counter("granary.ingestion.windows." + counter, "view", Trips.VIEW)
                .count();
    }
}
