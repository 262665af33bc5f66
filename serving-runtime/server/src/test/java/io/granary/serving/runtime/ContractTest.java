package io.granary.serving.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Metadata;
import io.granary.core.definition.Router;
import io.granary.http.contract.ContractExample;
import io.granary.http.contract.ContractExamples;
import io.granary.http.contract.HeldToContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the contract's examples against a model and a router. */
@Timeout(60)
final class ContractTest {

    @TempDir
    static Path models;

    private static RunningRuntime server;
    private static HeldToContract held;

    @BeforeAll
    static void start() {
        LinearOnnx.write(models.resolve("trip-1.onnx"), 1, 10, 100);
        server = new RunningRuntime(models);
        Router router =
                new Router("trips", List.of(new Router.Route("a", "trip", null, 1)), "origin", null, Metadata.NONE);
        server.apply(Trips.with(Trips.model("trip", Trips.version("1", "trip-1.onnx")), router));
        server.arrived("SFO", 5L, false, "UA");
        server.arrived("LAX", 7L, true, "AA");
        held = new HeldToContract(server.address());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<ContractExample> examples() {
        return ContractExamples.of("models");
    }

    static Stream<ContractExample> bodies() {
        return examples().filter(example -> example.operation().hasBody() && example.status() < 300);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answersAsInTheExample(ContractExample example) {
        held.run(example);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesWhatTheContractForbids(ContractExample example) {
        held.refusesWhatTheContractForbids(example);
    }

    @Test
    void answersNothingBesideTheContract() {
        assertThat(server.routes()).isEqualTo(HeldToContract.routes("models"));
    }
}
