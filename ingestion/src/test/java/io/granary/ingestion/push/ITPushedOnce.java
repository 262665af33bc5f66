package io.granary.ingestion.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.ingestion.PushTopics;
import io.granary.registry.client.SettableRollouts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests with keys are written once, whoever sends them how often to which process. */
@Timeout(120)
final class ITPushedOnce {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private final String project = "shop-" + UUID.randomUUID();
    private final String topic = Visits.SOURCE.findStream(project).topic();
    private final SettableRollouts rollouts = new SettableRollouts(project);
    private final PushConfig config = PushConfig.of(project, kafka.bootstrapServers());
    private RunningPush first;
    private RunningPush second;

    @BeforeEach
    void start() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Stream.of(topic, FeatureLogRecord.rowsTopic(project), PushTopics.keys(project))
                            .map(name -> new NewTopic(name, 1, (short) 1)
                                    .configs(Map.of("message.timestamp.type", "LogAppendTime")))
                            .toList())
                    .all()
                    .get();
        }
        rollouts.apply(Visits.definitions());
        first = new RunningPush(config, rollouts);
        second = new RunningPush(config, rollouts);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void manyRequestsOfFewKeysAtTwoProcessesAreOneEach() {
        List<HttpResponse<String>> answers = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> push(i % 3 == 0 ? second : first, "key " + i % 20, i % 20 + 1))
                .toList();

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        assertThat(answers.stream().map(ITPushedOnce::receipt).distinct()).hasSize(20);
        assertThat(rows()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void anotherRequestUnderAKeyIsRefused() {
        String receipt = receipt(push(first, "key", 1));

        assertThat(push(second, "key", 2).statusCode()).isEqualTo(422);
        assertThat(push(second, "key", 2).body()).contains("Idempotency-Key: of another request (expected: a new key)");
        assertThat(receipt(push(first, "key", 1))).isEqualTo(receipt);
        assertThat(first.post("not\tvisible", "/push", body(1)).statusCode()).isEqualTo(400);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void aKeyIsLookedAtBeforeTheRows() {
        String receipt = receipt(push(first, "key", 1));
        HttpResponse<String> other = second.post("key", "/push", "no JSON");
        rollouts.apply(List.of());

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("Idempotency-Key: of another request");
        assertThat(receipt(push(second, "key", 1))).isEqualTo(receipt);
        assertThat(push(second, "another", 1).body()).contains("push source: 'visits' does not exist");
        assertThat(second.post("third", "/push", "no JSON").statusCode()).isEqualTo(400);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void aProcessThatStartsLaterKnowsTheKeys() {
        String receipt = receipt(push(first, "key", 1));
        try (RunningPush third = new RunningPush(config, rollouts)) {
            assertThat(receipt(push(third, "key", 1))).isEqualTo(receipt);
        }
        assertThat(rows()).hasSize(1);
    }

    @Test
    void aProcessThatDiedBeforeItsCommitHasWrittenNothing() {
        LogSession dying = LogSession.open(config, "granary-" + project + "-push-dying");
        dying.requireTopic(topic);
        dying.requireTopic(PushTopics.keys(project));
        RequestKey key = RequestKey.of("key", "push", body(1).getBytes(StandardCharsets.UTF_8));
        Append append = Append.of(List.of(new ProducerRecord<>(topic, new byte[] {1})), 1, Destination.ONLINE, key);
        assertThat(dying.claim(List.of(append), dying.send(List.of(append)))).isTrue();
        dying.close();

        assertThat(push(first, "other", 2).statusCode()).as("who waits for it").isIn(200, 503);
        assertThat(eventually(() -> push(first, "key", 1))).isNotEmpty();
        assertThat(rows()).filteredOn(row -> row.contains("\"pages\":1,")).hasSize(1);
    }

    @Test
    void aRequestThatWasOvertakenIsAnsweredByTheOther() {
        LogSession faster = LogSession.open(config, "granary-" + project + "-push-faster");
        faster.requireTopic(topic);
        RequestKey key = RequestKey.of("key", "push", body(1).getBytes(StandardCharsets.UTF_8));
        Append append = Append.of(List.of(new ProducerRecord<>(topic, new byte[] {1})), 1, Destination.ONLINE, key);
        List<String> receipts = faster.send(List.of(append));
        assertThat(faster.claim(List.of(append), receipts)).isTrue();
        LogWriter slower = new LogWriter(config, new PushMetrics(new SimpleMeterRegistry()), "slower-" + project);
        Append overtaken = Append.of(append.records(), 1, Destination.ONLINE, key);
        Thread waiting = new Thread(() -> slower.write(List.of(overtaken)));
        waiting.start();
        faster.commit();
        faster.close();

        assertThat(overtaken.written().join()).isEqualTo(receipts.get(0));
        slower.close();
        assertThat(rows()).hasSize(1);
    }

    private static String eventually(Supplier<HttpResponse<String>> push) {
        List<String> receipts = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            HttpResponse<String> answer = push.get();
            answer.headers().firstValue("Granary-Receipt").ifPresent(receipts::add);
            return answer.statusCode() == 200;
        });
        return receipts.get(0);
    }

    private static HttpResponse<String> push(RunningPush process, String key, int pages) {
        return process.post(key.replace(' ', '-'), "/push", body(pages));
    }

    private static String body(int pages) {
        return """
                {"push_source_name": "visits", "df": {"shopper": ["ann"], "visited_at": ["2001-01-15T11:00:00Z"],
                 "pages": [%d], "spent": [9.5]}}""".formatted(pages);
    }

    private static String receipt(HttpResponse<String> answer) {
        return answer.headers().firstValue("Granary-Receipt").orElseThrow();
    }

    private List<String> rows() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<String> rows = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(row -> rows.add(row.value()));
            }
            return rows;
        }
    }
}
