package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers killed before a stream counts its first event. A transaction that is open in partition 1 keeps its last event
 * below the cut from being read, and so all events above the cut from being counted.
 */
@Tag("redis")
@Timeout(300)
final class ITWarmUp {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final String project = OwnProject.name();
    private final Revision revision = Trips.revision(project);
    private final WindowPlan plan = WindowPlan.of(revision).get(0);
    private final TripWindows windows = new TripWindows(revision);
    private final String topic = Trips.topic(project);
    private final List<Trip> trips = Trips.random(1_000, now);

    @TempDir
    private Path folder;

    private Admin admin;
    private Offsets offsets;
    private Producer<byte[], byte[]> transactional;

    @BeforeEach
    void createTopic() {
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()));
        offsets = new Offsets(admin);
        TopicCreation.create(admin, new NewTopic(topic, 2, (short) 1));
        transactional = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "transactional.id",
                        topic,
                        "transaction.timeout.ms",
                        600_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        transactional.initTransactions();
    }

    @AfterEach
    void close() {
        transactional.close();
        admin.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void killsLeaveNoGapAndCountNothingTwice(boolean lastEventIsCommitted) throws IOException {
        try (Bench bench = new Bench(revision, kafka.bootstrapServers(), redis.uri(), folder.resolve("last"))) {
            loseBeginning(bench, trips.subList(0, 100));
            send(bench, 0, trips.subList(100, 250));
            send(bench, 1, trips.subList(250, 400));
            begin(trips.get(400));
            List<Trip> belowCut = new ArrayList<>(trips.subList(0, lastEventIsCommitted ? 401 : 400));

            killOnce(() -> committed(0) > start(0));
            send(bench, 0, trips.subList(300, 1_000));
            killOnce(() -> committed(0) == end(0));
            assertThat(bench.committed(plan.log()))
                    .as("states while events are kept back")
                    .isEmpty();
            end(lastEventIsCommitted);
            killOnce(() -> end(plan.log()) > 0);

            backfill(bench, belowCut);
            bench.start();
            patiently().untilAsserted(() -> windows.assertStored(bench, trips, now));
            send(bench, 1, trips.subList(100, 600));
            bench.awaitCaughtUp();
            windows.assertStored(bench, trips, now);
        }
    }

    private void loseBeginning(Bench bench, List<Trip> lost) {
        send(bench, 0, lost.subList(0, lost.size() / 2));
        send(bench, 1, lost.subList(lost.size() / 2, lost.size()));
        Losses.ofTopic(kafka.bootstrapServers(), topic);
    }

    private void begin(Trip last) {
        transactional.beginTransaction();
        var unused = transactional.send(
                new ProducerRecord<>(topic, 1, null, last.json().getBytes(UTF_8)));
        transactional.flush();
    }

    private void end(boolean commit) {
        if (commit) {
            transactional.commitTransaction();
        } else {
            transactional.abortTransaction();
        }
    }

    private void killOnce(Callable<Boolean> reached) throws IOException {
        try (IngestionProcess process =
                IngestionProcess.start(project, kafka.bootstrapServers(), redis.uri(), folder.resolve("killed"))) {
            patiently().pollInterval(Duration.ofMillis(10)).until(reached);
            assertThat(process.isAlive()).isTrue();
        }
    }

    private void backfill(Bench bench, List<Trip> belowCut) {
        try (Backfills backfills = Backfills.open(bench.kafka())) {
            backfills.ensureTopic(revision, Trips.view());
            windows.sendBackfilled(bench, belowCut);
        }
    }

    private void send(Bench bench, int partition, List<Trip> sent) {
        bench.sendAll(topic, partition, sent.stream().map(Trip::json).toList());
    }

    private long committed(int partition) {
        return offsets.committed(plan.applicationId()).getOrDefault(new TopicPartition(topic, partition), 0L);
    }

    private long start(int partition) {
        return offsets.starts(topic).getOrDefault(new TopicPartition(topic, partition), 0L);
    }

    private long end(int partition) {
        return offsets.ends(topic).getOrDefault(new TopicPartition(topic, partition), 0L);
    }

    /** Of all partitions, what is not committed included. */
    private long end(String log) {
        return offsets.ends(log).values().stream().mapToLong(end -> end).sum();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(90)).ignoreExceptions();
    }
}
