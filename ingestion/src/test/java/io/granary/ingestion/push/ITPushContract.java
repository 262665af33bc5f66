package io.granary.ingestion.push;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.http.contract.ContractExample;
import io.granary.http.contract.ContractExamples;
import io.granary.http.contract.HeldToContract;
import io.granary.registry.client.SettableRollouts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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

    private static RunningPush push;

    @BeforeAll
    static void start() throws Exception {
        SettableRollouts rollouts = new SettableRollouts(PROJECT);
        rollouts.apply(Visits.definitions());
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Stream.of(Visits.SOURCE.findStream(PROJECT).topic(), FeatureLogRecord.rowsTopic(PROJECT))
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        push = new RunningPush(PushConfig.of(PROJECT, kafka.bootstrapServers()), rollouts);
    }

    @AfterAll
    static void stop() {
        push.close();
    }

    static Stream<ContractExample> examples() {
        return ContractExamples.of("push");
    }

    static List<ContractExample> bodies() {
        return examples()
                .filter(example -> example.status() < 300 && !example.is("readReceipt", "nothing"))
                .toList();
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
