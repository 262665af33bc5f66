package io.granary.ingestion.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.http.contract.ContractExample;
import io.granary.http.contract.ContractExamples;
import io.granary.http.contract.HeldToContract;
import io.granary.ingestion.DeadLetter;
import io.granary.registry.client.SettableRollouts;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes of pushing as the contract has them. */
@Timeout(120)
final class ITPushContract {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private static final String PROJECT = "flights";
    private static final String TOPIC = Visits.SOURCE.findStream(PROJECT).topic();

    private static RunningPush push;

    @BeforeAll
    static void start() throws Exception {
        SettableRollouts rollouts = new SettableRollouts(PROJECT);
        rollouts.apply(Visits.definitions());
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Stream.of(
                                    TOPIC,
                                    FeatureLogRecord.rowsTopic(PROJECT),
                                    DeadLetter.topicOf(PROJECT),
                                    DeadLetter.replayedTopicOf(PROJECT))
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        bury();
        push = new RunningPush(PushConfig.of(PROJECT, kafka.bootstrapServers()), rollouts);
    }

    private static void bury() throws Exception {
        byte[] value = "{\"shopper\":\"ann\",\"visited_at\":979556400000000,\"pages\":3,\"spent\":9.5}".getBytes(UTF_8);
        DeadLetter letter = new DeadLetter(
                TOPIC, 0, 17, 979_556_400_000L, "late-event", "visited_at: late", "visit_windows", "application");
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<byte[], byte[]>(
                            DeadLetter.topicOf(PROJECT), 0, null, value, letter.headers(new RecordHeaders())))
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        push.close();
    }

    static Stream<ContractExample> examples() {
        return Stream.concat(ContractExamples.of("push"), ContractExamples.of("dead-letters"));
    }

    static Stream<ContractExample> bodies() {
        return Stream.concat(ContractExamples.withBody("push"), ContractExamples.withBody("dead-letters"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answersAsInTheExample(ContractExample example) {
        new HeldToContract(push.address()).run(example);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesWhatTheContractForbids(ContractExample example) {
        new HeldToContract(push.address()).refusesWhatTheContractForbids(example);
    }
}
