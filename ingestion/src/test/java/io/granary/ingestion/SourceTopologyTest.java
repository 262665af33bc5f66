package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.formats.schema.WriterSchemas;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceTopologyTest {

    private static final String PROJECT = "p";
    private static final Instant ARRIVED = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final Instant HAPPENED = ARRIVED.minusSeconds(60);
    private static final int MAX_ROW_BYTES = 1_000;

    private final Revision revision = Rides.revision(PROJECT);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyTestDriver driver = driver();
    private final TestInputTopic<byte[], byte[]> events =
            driver.createInputTopic(Rides.topic(PROJECT), new ByteArraySerializer(), new ByteArraySerializer());
    private final TestOutputTopic<byte[], byte[]> rows = driver.createOutputTopic(
            FeatureLogRecord.rowsTopic(PROJECT), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    private final TestOutputTopic<byte[], byte[]> deadLetters = driver.createOutputTopic(
            DeadLetter.topicOf(PROJECT), new ByteArrayDeserializer(), new ByteArrayDeserializer());

    private TopologyTestDriver driver() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ArrivalTime.class);
        SourcePlan plan = SourcePlan.of(revision).get(0);
        return new TopologyTestDriver(
                SourceTopology.build(
                        plan, new TopologyParts(meters, MAX_ROW_BYTES, 1, 1, WriterSchemas.NONE, SourceProgress.NONE)),
                settings);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void givesEveryViewARowWithTheBytesOfItsDefinition() {
        send(Rides.json("ann", HAPPENED, 30, 10));

        assertThat(readRows())
                .hasSize(2)
                .contains(Rides.lastRideRow(revision, "ann", HAPPENED, ARRIVED, 30, 10))
                .extracting(FeatureLogRecord::field)
                .containsExactlyInAnyOrder(field("last_ride"), field("speed"));
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void tellsWithARowWhereItsEventWas() {
        send("poison");
        send(Rides.json("ann", HAPPENED, 30, 10));

        assertThat(header(rows.readRecord(), EventProcessor.SOURCE_HEADER))
                .isEqualTo(Rides.topic(PROJECT) + "/0/1/" + ARRIVED.toEpochMilli());
    }

    @Test
    void leavesOutWhatWhereDoesNotSelect() {
        send(Rides.json("ann", HAPPENED, -1, 10));

        assertThat(readRows()).extracting(FeatureLogRecord::field).containsExactly(field("speed"));
        assertThat(meters.counter("granary.ingestion.unselected", "source", "rides", "view", "last_ride")
                        .count())
                .isOne();
    }

    @Test
    void leavesHistoryToTheWarehouse() {
        send(Rides.json("ann", Rides.UNTIL.minusNanos(1_000), 1, 1));
        send(Rides.json("ann", Rides.UNTIL, 2, 1));

        assertThat(readRows()).hasSize(2).contains(Rides.lastRideRow(revision, "ann", Rides.UNTIL, ARRIVED, 2, 1));
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(meters.counter("granary.ingestion.historical", "source", "rides")
                        .count())
                .isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "undecodable     | not json",
                "undecodable     | {\"driver\": \"a\", \"driver\": \"b\"}",
                "undecodable     | {\"driver\": \"a\"} {}",
                "undecodable     | {\"miles\": 1e400}",
                "undecodable     | {\"miles\": 1.5}",
                "event-timestamp | {\"driver\": \"a\"}",
                "event-timestamp | {\"driver\": \"a\", \"happened_at\": null}",
                "event-timestamp | {\"driver\": \"a\", \"happened_at\": -9000000000000000000}",
                "future-event    | {\"driver\": \"a\", \"happened_at\": \"2026-11-20T10:01:00.123001Z\"}",
            })
    void makesADeadLetterOfAnEventThatNoViewCanUse(String reason, String json) {
        send(json);
        send(Rides.json("ann", HAPPENED, 30, 10));

        assertThat(readDeadLetters()).containsExactly(reason + " null " + json);
        assertThat(readRows()).as("the stream goes on").hasSize(2);
    }

    @Test
    void acceptsAnEventAtTheLimitOfTheFuture() {
        send(Rides.json("ann", ARRIVED.plusSeconds(60), 30, 10));

        assertThat(readRows()).hasSize(2);
    }

    @Test
    void makesADeadLetterOfARecordWithoutValue() {
        send(null);

        assertThat(readDeadLetters()).containsExactly("null-value null null");
    }

    @Test
    void failureOfOneViewDoesNotStopTheOthers() {
        String json = Rides.json("ann", HAPPENED, 30, 0);
        send(json);

        assertThat(readRows()).extracting(FeatureLogRecord::field).containsExactly(field("last_ride"));
        assertThat(readDeadLetters()).containsExactly("expression speed " + json);
    }

    @Test
    void makesADeadLetterForEachViewThatHasNoJoinKey() {
        String json = "{\"happened_at\": \"%s\", \"miles\": 1, \"minutes\": 1}".formatted(HAPPENED);
        send(json);

        assertThat(readDeadLetters()).containsExactlyInAnyOrder("join-key last_ride " + json, "join-key speed " + json);
    }

    @Test
    void makesADeadLetterOfAnEventWithoutTheCreatedTimestampThatTheSourceDeclares() {
        EventGate gate = new EventGate(Rides.createdSource(PROJECT), WriterSchemas.NONE, Expected.NOTHING);
        byte[] event = bytes("{\"driver\": \"a\", \"happened_at\": \"%s\", \"written_at\": null}".formatted(HAPPENED));

        assertThatThrownBy(() -> gate.admit(new RecordHeaders(), event, ARRIVED.toEpochMilli()))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        rejected -> assertThat(rejected.reason().code()).isEqualTo("created-timestamp"))
                .hasMessageStartingWith("written_at: null (expected: from 0001-01-01T00:00:00Z");
    }

    @Test
    void makesADeadLetterOfARowThatTheFeatureLogWouldNotTake() {
        send(Rides.json("x".repeat(MAX_ROW_BYTES), HAPPENED, 30, 10));

        assertThat(readDeadLetters()).hasSize(2).allMatch(letter -> letter.startsWith("too-large "));
        assertThat(rows.isEmpty()).isTrue();
    }

    @Test
    void deadLetterHoldsTheRecordAsItWasAndWhereItWas() {
        byte[] key = {1, 2, 3};
        TestRecord<byte[], byte[]> poison = new TestRecord<>(key, bytes("poison"), ARRIVED);
        poison.headers().add("trace", bytes("abc"));
        events.pipeInput(poison);

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(bytes("poison"));
        assertThat(header(letter, "trace")).isEqualTo("abc");
        assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo(Rides.topic(PROJECT));
        assertThat(header(letter, DeadLetter.PARTITION)).isEqualTo("0");
        assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("0");
        assertThat(header(letter, DeadLetter.ARRIVAL)).isEqualTo(String.valueOf(ARRIVED.toEpochMilli()));
        assertThat(header(letter, DeadLetter.MESSAGE)).contains("JSON");
    }

    @Test
    void countsDeadLettersByReason() {
        send("poison");
        send("poison");

        assertThat(meters.counter(SourceMetrics.DEAD_LETTERS, "source", "rides", "reason", "undecodable", "view", "")
                        .count())
                .isEqualTo(2);
        assertThat(meters.counter("granary.ingestion.events", "source", "rides").count())
                .isEqualTo(2);
    }

    private void send(@Nullable String json) {
        events.pipeInput(new TestRecord<>(null, json == null ? null : bytes(json), ARRIVED));
    }

    private List<FeatureLogRecord> readRows() {
        List<FeatureLogRecord> read = new ArrayList<>();
        for (TestRecord<byte[], byte[]> each : rows.readRecordsToList()) {
            read.add(FeatureLogRecord.decode(each.key(), each.value()));
        }
        return read;
    }

    /** Reason, view and value of each. */
    private List<String> readDeadLetters() {
        return deadLetters.readRecordsToList().stream()
                .map(letter -> header(letter, DeadLetter.REASON) + " " + header(letter, DeadLetter.VIEW) + " "
                        + (letter.value() == null ? null : new String(letter.value(), UTF_8)))
                .toList();
    }

    private String field(String view) {
        return revision.viewState(view).field(view);
    }

    private static @Nullable String header(TestRecord<byte[], byte[]> each, String name) {
        var header = each.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
