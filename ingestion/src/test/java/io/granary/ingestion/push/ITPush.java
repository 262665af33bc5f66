package io.granary.ingestion.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.embedded.EmbeddedKafka;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.registry.client.SettableRollouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The routes on a real broker, and on one that is not there or does not answer. */
@Timeout(120)
final class ITPush {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private static final String ROW =
            "{'shopper':['ann'],'visited_at':['2001-01-15T11:00:00Z'],'pages':[3],'spent':[9.5]}";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String project = "shop-" + UUID.randomUUID();
    private final SettableRollouts rollouts = new SettableRollouts(project);

    @Test
    void rowsAreInTheTopicWhenTheAnswerComesAndNoneOfABatchThatIsRefused() throws Exception {
        try (RunningPush push = start()) {
            assertThat(push.push(ROW).statusCode()).isEqualTo(200);
            HttpResponse<String> refused = push.push("{'shopper':['ok','ok'],'visited_at':['2001-01-15T11:00:00Z',"
                    + "'2001-01-15T11:00:00Z'],'pages':[1,0],'spent':[1,1]}");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("\"name\":\"row 1\"").contains("division by zero");
            assertThat(committed(pushTopic()))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .containsExactly("{\"shopper\":\"ann\",\"visited_at\":979556400000000,\"pages\":3,\"spent\":9.5}");
        }
    }

    @Test
    void manyAtOnceAreAllAnsweredAndShareTransactions() throws Exception {
        try (RunningPush push = start()) {
            List<Integer> answers = IntStream.range(0, 200)
                    .parallel()
                    .mapToObj(i -> push.push(ROW).statusCode())
                    .toList();
            assertThat(answers).containsOnly(200);
            assertThat(committed(pushTopic())).hasSize(200);
            assertThat(push.meters
                            .get("granary.push.commits")
                            .tag("outcome", "committed")
                            .timer()
                            .count())
                    .isLessThanOrEqualTo(200);
        }
    }

    @Test
    void oneRequestThatKafkaRefusesDoesNotFailAnother() throws Exception {
        createTopics(pushTopic(), Map.of("max.message.bytes", "600"));
        rollouts.apply(Visits.definitions());
        try (RunningPush push = new RunningPush(PushConfig.of(project, kafka.bootstrapServers()), rollouts)) {
            String tooLong = ROW.replace("ann", random(2_000));
            List<Integer> answers = IntStream.range(0, 40)
                    .parallel()
                    .mapToObj(i -> push.push(i % 8 == 0 ? tooLong : ROW).statusCode())
                    .toList();
            assertThat(answers).filteredOn(status -> status == 503).hasSize(5);
            assertThat(answers).filteredOn(status -> status == 200).hasSize(35);
            assertThat(committed(pushTopic())).hasSize(35);
        }
    }

    @Test
    void saysThatTheTopicIsMissingWithoutMakingIt() {
        rollouts.apply(Visits.definitions());
        try (RunningPush push = new RunningPush(PushConfig.of(project, kafka.bootstrapServers()), rollouts)) {
            HttpResponse<String> answer = push.push(ROW);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body())
                    .contains("Cannot write to " + pushTopic()
                            + ": the topic does not exist yet; an ingestion process of the project makes it");
        }
    }

    @Test
    void brokerThatDoesNotAnswerCostsSecondsOnceAndThenNothing() throws IOException {
        rollouts.apply(Visits.definitions());
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RunningPush push =
                        new RunningPush(PushConfig.of(project, "127.0.0.1:" + silent.getLocalPort()), rollouts)) {
            Instant start = Instant.now();
            HttpResponse<String> first = push.push(ROW);
            assertThat(first.statusCode()).isEqualTo(503);
            assertThat(first.body())
                    .contains("Cannot accept rows: Kafka at 127.0.0.1:" + silent.getLocalPort()
                            + " (--bootstrap-servers) does not answer");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
            Instant then = Instant.now();
            assertThat(push.push(ROW).statusCode()).isEqualTo(503);
            assertThat(push.push(ROW).headers().firstValue("Retry-After")).contains("1");
            assertThat(Duration.between(then, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(push.push("{}").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void rowsAreTakenAgainWhenTheBrokerIsBack(@TempDir Path folder) throws Exception {
        rollouts.apply(Visits.definitions());
        int port;
        try (EmbeddedKafka first = EmbeddedKafka.start(folder, 0)) {
            String address = first.bootstrapServers();
            port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            createTopics(address, pushTopic(), Map.of());
        }
        try (RunningPush push = new RunningPush(PushConfig.of(project, "127.0.0.1:" + port), rollouts)) {
            assertThat(push.push(ROW).statusCode()).isEqualTo(503);
            EmbeddedKafka broker = EmbeddedKafka.start(folder, port);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(push.push(ROW).statusCode()).isEqualTo(200));
            broker.close();
            assertThat(push.push(ROW).statusCode()).isEqualTo(503);
            broker = EmbeddedKafka.start(folder, port);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(push.push(ROW).statusCode()).isEqualTo(200));
            broker.close();
        }
    }

    @Test
    void rowsForTheOfflineStoreAreMarkedWhenThereIsAnArchive() throws Exception {
        start().close();
        PushConfig archived = PushConfig.of(project, kafka.bootstrapServers()).with(PushConfig.Archive.PRESENT);
        try (RunningPush push = new RunningPush(archived, rollouts)) {
            for (String to : List.of("offline", "online_and_offline")) {
                String body = "{'push_source_name':'visits','df':" + ROW + ",'to':'" + to + "'}";
                assertThat(push.post("/push", body.replace('\'', '"')).statusCode())
                        .isEqualTo(200);
            }
            assertThat(committed(pushTopic()))
                    .extracting(record -> record.headers().lastHeader("granary.to") != null)
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void bodiesThatWaitAreBounded() throws IOException {
        rollouts.apply(Visits.definitions());
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RunningPush push = new RunningPush(
                        new PushConfig(
                                project,
                                Map.of("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort()),
                                10_000,
                                1_000_000,
                                50,
                                PushConfig.Archive.ABSENT),
                        rollouts)) {
            HttpResponse<String> answer = push.push(ROW);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("Cannot accept rows: 0 bytes wait for Kafka (expected: at most 50)");
        }
    }

    private RunningPush start() throws Exception {
        createTopics(pushTopic(), Map.of());
        createTopics(FeatureLogRecord.rowsTopic(project), Map.of());
        rollouts.apply(Visits.definitions());
        return new RunningPush(PushConfig.of(project, kafka.bootstrapServers()), rollouts);
    }

    private String pushTopic() {
        return Visits.SOURCE.findStream(project).topic();
    }

    private static String random(int length) {
        return Stream.generate(() -> UUID.randomUUID().toString())
                .limit(length / 36 + 1)
                .reduce("", String::concat);
    }

    private void createTopics(String topic, Map<String, String> settings) throws Exception {
        createTopics(kafka.bootstrapServers(), topic, settings);
    }

    private static void createTopics(String servers, String topic, Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return consumer.position(partition) >= end;
            });
            return records;
        }
    }
}
