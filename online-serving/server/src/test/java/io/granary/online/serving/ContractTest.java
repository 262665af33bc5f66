package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Revision;
import io.granary.http.contract.ContractExample;
import io.granary.http.contract.ContractExamples;
import io.granary.http.contract.HeldToContract;
import io.granary.online.store.InMemoryOnlineStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the contract's examples; the hot route, which checks its requests itself, is held to the same document. */
@Timeout(60)
final class ContractTest {

    private RunningServer server;
    private HeldToContract held;

    @BeforeEach
    void start() {
        InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
        server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store);
        RowWriter rows = new RowWriter(store);
        List<Definition> definitions = new ArrayList<>(Flights.definitions());
        definitions.addAll(List.of(Delays.ARRIVALS, Delays.DELAYS));
        Revision revision = server.revisions.apply(definitions);
        Awaitility.await().until(server.serving.features()::isReady);
        Instant at = Instant.parse("2001-01-15T11:00:00Z");
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("SFO"), at, 12L, false);
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("SFO"), at, "San Francisco", 37.62, 4.0f, List.of(4));
        EventWriter.ofStream(store, revision, Delays.DELAYS).add("SFO", at, "UA 512", 12L);
        held = new HeldToContract(server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<ContractExample> examples() {
        return ContractExamples.of("features");
    }

    static Stream<ContractExample> bodies() {
        return ContractExamples.withBody("features");
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
        assertThat(server.routes()).isEqualTo(HeldToContract.routes("features", "health"));
    }
}
