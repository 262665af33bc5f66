package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.embedded.junit.KafkaExtension;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a source at the first look, without waiting for a second one. Both partitions have their cut at 4. */
@Timeout(60)
final class ITSourceWatch {

    private static final long CUT = 4;

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private final String project = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final WindowPlan plan = WindowPlan.of(Trips.revision(project)).get(0);
    private final TopicPartition first = new TopicPartition(plan.source().topic(), 0);
    private final TopicPartition second = new TopicPartition(plan.source().topic(), 1);
    private final SourceProgress progress = new SourceProgress(2, Map.of(0, CUT, 1, CUT));
    private final Transactions transactions = new Transactions(kafka.bootstrapServers());

    private final long begunMillis = System.currentTimeMillis();

    @TempDir
    private Path folder;

    private Admin admin;
    private Offsets offsets;
    private RecordTails tails;
    private SourceWatch watch;

    @BeforeEach
    void createTopic() {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(settings);
        offsets = new Offsets(admin);
        tails = RecordTails.ofAborted(settings);
        TopicCreation.create(admin, new NewTopic(plan.source().topic(), Optional.of(2), Optional.empty()));
        IngestionConfig config = IngestionConfig.builder(project, kafka.bootstrapServers(), folder)
                .build();
        watch = new SourceWatch(plan, progress, offsets, tails, new Cuts(offsets, new Topics(admin, config)));
        transactions.commit(first, records(10));
        transactions.commit(second, records(2));
        transactions.abort(second, records(5));
    }

    @AfterEach
    void close() {
        tails.close();
        admin.close();
    }

    @Test
    void anApplicationThatBeginsAgainAboveItsCutHasPassedIt() {
        offsets.save(plan.applicationId(), Map.of(first, CUT, second, CUT));
        watch.step();
        assertPassed(0);
        assertPassed(1);
    }

    @Test
    void whatIsNoRecordBelowTheCutIsPassed() {
        offsets.save(plan.applicationId(), Map.of(first, 0L, second, 2L));
        watch.step();
        assertPassed(1);
    }

    @Test
    void theLastRecordBelowTheCutIsWaitedFor() {
        offsets.save(plan.applicationId(), Map.of(first, CUT - 1, second, 1L));
        watch.step();
        assertThat(progress.position(0)).isNull();
        assertThat(progress.position(1)).isNull();

        offsets.save(plan.applicationId(), Map.of(first, CUT, second, 2L));
        watch.step();
        assertPassed(0);
        assertPassed(1);
    }

    /** The task that reads the partition tells all others of it. */
    private void assertPassed(int partition) {
        assertThat(new SourceTicks(progress, partition, 0).due())
                .isNotNull()
                .isEqualTo(progress.position(partition))
                .satisfies(told -> {
                    assertThat(told.offset()).isEqualTo(CUT);
                    assertThat(told.arrivalMillis()).isBetween(begunMillis, System.currentTimeMillis());
                });
    }

    private static List<byte[]> records(int count) {
        return Collections.nCopies(count, "{}".getBytes(UTF_8));
    }
}
