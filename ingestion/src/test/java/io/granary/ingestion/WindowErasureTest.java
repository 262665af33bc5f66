package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Revision;
import io.granary.core.erasure.ErasedEntities;
import io.granary.core.erasure.Erasure;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.featurelog.WindowStateKey;
import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import io.granary.formats.schema.WriterSchemas;
import io.granary.ingestion.Trips.Trip;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stream applications whose entities are forgotten, or were erased before. */
final class WindowErasureTest {

    private static final String PROJECT = "p";
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Revision revision =
            Trips.revision(PROJECT, Trips.source(PROJECT, "id"), Trips.view(), Trips.lastTrip());

    @TempDir
    private Path folder;

    private SourceProgress progress = new SourceProgress(1, Map.of());
    private ErasedEntities erased = ErasedEntities.NONE;
    private StreamPlan plan = WindowPlan.of(revision).get(0);
    private @Nullable TopologyTestDriver driver;

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    @Test
    void whoeverIsForgottenBeginsAnewAndOthersStay() {
        send("1", "ann", NOW);
        send("2", "bob", NOW);
        forget("ann");
        assertThat(trips("ann")).isZero();
        assertThat(trips("bob")).isOne();

        send("3", "ann", NOW);
        assertThat(trips("ann")).isOne();
    }

    @Test
    void whatIsKeptBackForTheWarmUpIsForgottenToo() {
        progress = new SourceProgress(2, Map.of(0, 0L, 1, 5L));
        send("1", "ann", NOW);
        send("2", "bob", NOW);
        forget("ann");
        send("3", "ann", NOW);

        progress.hasPartitions(1);
        toComputation(WindowTopology.EVERYONE, new EventOrigin(1, 5).header());

        assertThat(trips("ann")).isOne();
        assertThat(trips("bob")).isOne();
    }

    @Test
    void eventsOfAnErasedDriverAreLeftOutUpToTheErasure() {
        erase("ann");
        send("1", "ann", NOW);
        send("2", "bob", NOW);
        assertThat(trips("ann")).isZero();
        assertThat(trips("bob")).isOne();
        assertThat(count("granary.ingestion.windows.erased", "view", Trips.VIEW))
                .isOne();

        send("3", "ann", NOW.plusMillis(1));
        assertThat(trips("ann")).isOne();
    }

    @Test
    void aRecordThatWasGivenBackIsAsOldAsTheOneThatWasPutAside() {
        erase("ann");
        String view = Replayed.nameOf(revision, Trips.view());
        Headers headers = new RecordHeaders();
        new Replayed("0-7", Set.of(view), new RecordPlace(0, 3, NOW.toEpochMilli()))
                .headers()
                .forEach(headers::add);

        send("1", "ann", NOW.plusSeconds(5), headers);

        assertThat(trips("ann")).isZero();
    }

    @Test
    void rowsOfAnErasedDriverAreLeftOutUpToTheErasure() {
        plan = SourcePlan.of(revision).get(0);
        erase("ann");
        send("1", "ann", NOW);
        send("2", "bob", NOW);
        send("3", "ann", NOW.plusMillis(1));

        assertThat(driver().createOutputTopic(
                                FeatureLogRecord.rowsTopic(PROJECT),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())
                        .readRecordsToList())
                .extracting(TestRecord::timestamp)
                .containsExactly(NOW.toEpochMilli(), NOW.toEpochMilli() + 1);
        assertThat(count("granary.ingestion.erased", "source", "trips", "view", Trips.LAST_TRIP))
                .isOne();
    }

    private void erase(String name) {
        erased = ErasedEntities.of(List.of(Erasure.of(Trips.key(PROJECT, name), NOW.toEpochMilli())));
    }

    private void send(String id, String name, Instant arrival) {
        send(id, name, arrival, new RecordHeaders());
    }

    private void send(String id, String name, Instant arrival, Headers headers) {
        byte[] trip = new Trip(id, name, NOW.minusSeconds(10), 1).json().getBytes(UTF_8);
        driver().createInputTopic(Trips.topic(PROJECT), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(null, trip, headers, arrival));
    }

    private void forget(String name) {
        toComputation(Trips.key(PROJECT, name).bytes(), new RecordHeaders().add(WindowTopology.FORGET, new byte[] {1}));
    }

    private void toComputation(byte[] key, Headers headers) {
        driver().createInputTopic(plan.reads().get(1), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, new byte[0], headers, NOW));
    }

    private TopologyTestDriver driver() {
        if (driver == null) {
            Properties settings = new Properties();
            settings.put(StreamsConfig.APPLICATION_ID_CONFIG, plan.applicationId());
            settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
            settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ArrivalTime.class);
            driver = new TopologyTestDriver(
                    plan.topology(new TopologyParts(
                            meters, 1_000, 1, 1 << 20, WriterSchemas.NONE, progress, new ErasedEvents(() -> erased))),
                    settings);
        }
        return driver;
    }

    /** How many trips of the last hour are counted. */
    private long trips(String name) {
        PageStore store = (PageStore) driver().getStateStore(PageStore.NAME);
        Object count = new TripWindows(revision)
                .of(
                        field -> store.wrapped()
                                .get(Bytes.wrap(new WindowStateKey(Trips.key(PROJECT, name), field).encode())),
                        NOW)
                .get(0);
        return count instanceof Long trips ? trips : -1;
    }

    private double count(String counter, String... tags) {
        return meters.counter(counter, tags).count();
    }
}
