package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Expectation;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck.NotNull;
import io.granary.core.definition.ExpectationCheck.Range;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.type.ScalarType;
import io.granary.formats.schema.WriterSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of events that are not as expected. */
final class ExpectedTest {

    private static final String PROJECT = "p";
    private static final Instant ARRIVED = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final Instant HAPPENED = ARRIVED.minusSeconds(60);

    private final Revision revision = Rides.revision(PROJECT, source(), pace(), Rides.lastRide());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
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
        return new TopologyTestDriver(
                SourceTopology.build(
                        SourcePlan.of(revision).get(0),
                        new TopologyParts(meters, 1_000, 1, 1, WriterSchemas.NONE, SourceProgress.NONE)),
                settings);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void countsWhatItOnlyWarnsOf() {
        send(Rides.json("ann", HAPPENED, 90, 30));

        assertThat(rows.readRecordsToList()).hasSize(2);
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(unexpected("near", "")).isEqualTo(1);
    }

    @Test
    void setsAnEventAsideThatIsNotAsItsSourceExpects() {
        send("{\"driver\": \"ann\", \"happened_at\": \"%s\", \"miles\": 90}".formatted(HAPPENED));

        assertThat(rows.isEmpty()).isTrue();
        assertThat(deadLetters.readRecordsToList()).singleElement().satisfies(letter -> {
            assertThat(header(letter, DeadLetter.REASON)).isEqualTo("expectation");
            assertThat(header(letter, DeadLetter.MESSAGE)).isEqualTo("timed: minutes is null (expected: not null)");
            assertThat(letter.headers().lastHeader(DeadLetter.VIEW)).isNull();
        });
        assertThat(unexpected("timed", "")).isEqualTo(1);
        assertThat(unexpected("near", "")).isEqualTo(1);
    }

    @Test
    void setsOnlyTheRowAsideThatIsNotAsItsViewExpects() {
        send(Rides.json("ann", HAPPENED, 60, 10));

        assertThat(rows.readRecordsToList()).hasSize(1);
        assertThat(deadLetters.readRecordsToList()).singleElement().satisfies(letter -> {
            assertThat(header(letter, DeadLetter.VIEW)).isEqualTo("pace");
            assertThat(header(letter, DeadLetter.MESSAGE)).isEqualTo("slow: pace is 6 (expected: at most 5)");
        });
        assertThat(unexpected("slow", "pace")).isEqualTo(1);
    }

    @Test
    void anExpectationMovesNoApplication() {
        SourcePlan without = SourcePlan.of(Rides.revision(
                        PROJECT,
                        Rides.liveSource(PROJECT),
                        Rides.view("pace", null, new Feature("pace", ScalarType.INT64, "miles / minutes", null)),
                        Rides.lastRide()))
                .get(0);
        SourcePlan with = SourcePlan.of(revision).get(0);

        assertThat(with.applicationId()).isEqualTo(without.applicationId());
        assertThat(with.sameAs(without)).isFalse();
    }

    private double unexpected(String expectation, String view) {
        return meters.get("granary.ingestion.unexpected")
                .tags("expectation", expectation, "view", view)
                .counter()
                .count();
    }

    private void send(String json) {
        events.pipeInput(new TestRecord<>(null, json.getBytes(UTF_8), ARRIVED));
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        Headers headers = letter.headers();
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static StreamSource source() {
        StreamSource live = Rides.liveSource(PROJECT);
        return new StreamSource(
                live.name(),
                live.topic(),
                live.format(),
                live.schema(),
                null,
                live.eventTimestamp(),
                null,
                null,
                live.allowedLateness(),
                live.maxFutureSkew(),
                null,
                List.of(
                        new Expectation("near", new Range("miles", null, "80"), OnFailure.WARN),
                        new Expectation("timed", new NotNull("minutes"), OnFailure.QUARANTINE)),
                live.metadata());
    }

    private static FeatureView pace() {
        FeatureView view = Rides.view("pace", null, new Feature("pace", ScalarType.INT64, "miles / minutes", null));
        return new FeatureView(
                view.name(),
                view.entities(),
                view.source(),
                Map.of(),
                null,
                view.features(),
                List.of(),
                view.ttl(),
                null,
                true,
                true,
                List.of(new Expectation("slow", new Range("pace", null, "5"), OnFailure.QUARANTINE)),
                view.metadata());
    }
}
