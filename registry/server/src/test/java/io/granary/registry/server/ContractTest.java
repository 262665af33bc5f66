package io.granary.registry.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.http.contract.ContractExample;
import io.granary.http.contract.ContractExamples;
import io.granary.http.contract.HeldToContract;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the contract's examples against a registry that holds the example of a first apply. */
@Timeout(60)
class ContractTest {

    private static final String[] TAGS = {"registry", "rollout", "health", "metrics", "documentation"};
    private static final String APPLY = "applyDefinitions";
    private static final String FIRST = "first";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private RegistryServer server;
    private HeldToContract held;

    @BeforeEach
    void start() {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        server = RegistryServer.start(config, vertx, new Health(), metrics, InstantSource.system());
        held = new HeldToContract(server.address());
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
        vertx.close().await();
    }

    static Stream<ContractExample> examples() {
        return Stream.of(TAGS).flatMap(ContractExamples::of);
    }

    static Stream<ContractExample> bodies() {
        return examples().filter(example -> example.operation().hasBody());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answersAsInTheExample(ContractExample example) {
        if (!example.is(APPLY, FIRST)) {
            held.run(ContractExamples.find(APPLY, FIRST));
        }
        held.run(example);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesWhatTheContractForbids(ContractExample example) {
        held.refusesWhatTheContractForbids(example);
    }

    @Test
    void answersNothingBesideTheContract() {
        assertThat(server.routes()).isEqualTo(HeldToContract.routes(TAGS));
    }
}
