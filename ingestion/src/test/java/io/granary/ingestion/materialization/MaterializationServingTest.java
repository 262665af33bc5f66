package io.granary.ingestion.materialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.http.HttpCaller;
import io.granary.http.RunningRoutes;
import io.granary.http.access.Access;
import io.granary.http.access.KeyRing;
import io.granary.http.contract.ContractExample;
import io.granary.http.contract.ContractExamples;
import io.granary.http.contract.HeldToContract;
import io.granary.ingestion.MaterializationRange;
import io.granary.registry.client.SettableRollouts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes as the contract has them, with runs that a test ends. */
@Timeout(60)
final class MaterializationServingTest {

    private static final Instant START = Instant.parse("2001-01-14T00:00:00Z");
    private static final String OF_FACTS = "{\"disable_event_timestamp\":true,\"feature_views\":[\"shopper_facts\"]}";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SettableRollouts rollouts = new SettableRollouts("shop");
    private final Runs runs = new Runs();

    private MaterializationServing serving;
    private RunningRoutes routes;

    /** Takes note of what it is asked for; a run writes 3 rows once it may. */
    private static final class Runs implements Materializer {

        private final BlockingQueue<Map.Entry<List<String>, MaterializationRange>> asked = new LinkedBlockingQueue<>();
        private volatile CountDownLatch end = new CountDownLatch(0);
        private volatile @Nullable GranaryException failure;

        @Override
        public Run begin(Revision revision, List<String> views, MaterializationRange range) {
            if (views.equals(List.of("busy_facts"))) {
                throw new GranaryException(
                        ErrorCode.CONFLICT, "Cannot materialize feature view 'busy_facts': another one does so now");
            }
            asked.add(Map.entry(views, range));
            return new Run() {
                @Override
                public long write() {
                    awaitEnd();
                    if (failure != null) {
                        throw failure;
                    }
                    return 3;
                }

                @Override
                public void close() {}
            };
        }

        private void awaitEnd() {
            try {
                assertThat(end.await(50, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        Map.Entry<List<String>, MaterializationRange> next() throws InterruptedException {
            return asked.poll(50, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void start() {
        rollouts.apply(Shop.definitions());
        start(runs, Access.OPEN);
    }

    private void start(@Nullable Materializer materializer, Access access) {
        serving = MaterializationServing.of(rollouts, materializer, meters);
        routes = new RunningRoutes(http -> serving.register(http.access(access)));
    }

    @AfterEach
    void stop() {
        routes.close();
        serving.close();
    }

    @ParameterizedTest
    @CsvSource({
        "facts,   shopper_facts, 200",
        "facts,   busy_facts,    403",
        "facts,   gone,          403",
        "facts,   '',            403",
        "reader,  shopper_facts, 403",
        "unknown, shopper_facts, 401",
    })
    void materializesOnlyWhatTheCallerMayWrite(String key, String view, int status) {
        stop();
        start(runs, access());
        String body = view.isEmpty() ? "{\"disable_event_timestamp\":true}" : OF_FACTS.replace("shopper_facts", view);

        HttpResponse<String> answer = caller().postWith("Authorization", "Bearer " + key, "/materialize", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(runs.asked).hasSize(status == 200 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"facts, 403", "reader, 403", "elsewhere, 403", "both, 200"})
    void materializesAllThatIsNewOnlyForWhoMayWriteAllOfIt(String key, int status) {
        stop();
        start(runs, access());

        HttpResponse<String> answer = caller().postWith(
                        "Authorization", "Bearer " + key, "/materialize-incremental", "{\"end_ts\":\"2001-01-14\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(runs.asked).hasSize(status == 200 ? 1 : 0);
    }

    private Access access() {
        KeyRing keys = new KeyRing()
                .add("facts", "WRITE_ONLINE", "shop", "shopper_facts")
                .add("both", "WRITE_ONLINE", "shop", "shopper_facts,busy_*")
                .add("elsewhere", "WRITE_ONLINE", "other", "*")
                .add("reader", "READ_ONLINE", "shop", "*");
        return Access.of(keys.keys(), "shop", meters);
    }

    static Stream<ContractExample> examples() {
        return ContractExamples.of("materialization");
    }

    static Stream<ContractExample> bodies() {
        return ContractExamples.withBody("materialization");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answersAsInTheExample(ContractExample example) {
        new HeldToContract(routes.address()).run(example);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesWhatTheContractForbids(ContractExample example) {
        new HeldToContract(routes.address()).refusesWhatTheContractForbids(example);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2001-01-14 | 2001-01-14T00:00:00Z",
                "2001-01-14 09:30 | 2001-01-14T09:30:00Z",
                "2001-01-14T09:30:00.123456+01:00 | 2001-01-14T08:30:00.123456Z",
            })
    void takesTheRowsOfAnInterval(String end, Instant until) throws Exception {
        assertThat(post("/materialize", "{\"start_ts\":\"2001-01-14\",\"end_ts\":\"" + end + "\"}"))
                .isEqualTo(200);
        assertThat(runs.next())
                .isEqualTo(
                        Map.entry(List.of("busy_facts", "shopper_facts"), MaterializationRange.between(START, until)));
        assertThat(meters.get("granary.materialization.rows").counter().count()).isEqualTo(3);
    }

    @Test
    void takesEveryRowOrThoseSinceTheLastRun() throws Exception {
        assertThat(post("/materialize", OF_FACTS)).isEqualTo(200);
        assertThat(runs.next().getValue()).isEqualTo(MaterializationRange.WHOLE);

        String body = "{\"end_ts\":\"2001-01-14\",\"feature_views\":[\"shopper_facts\"]}";
        assertThat(post("/materialize-incremental?force=true", body)).isEqualTo(200);
        assertThat(runs.next().getValue()).isEqualTo(new MaterializationRange(Duration.ofDays(1), null, START));
    }

    @Test
    void aCallerWhoDoesNotWaitIsAnsweredWhenTheRunHasBegun() throws Exception {
        runs.end = new CountDownLatch(1);
        HttpResponse<String> accepted = caller().post("/materialize?async=true", OF_FACTS);

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).isEqualTo("{\"status\":\"accepted\",\"feature_views\":[\"shopper_facts\"]}");
        assertThat(caller().post("/materialize", OF_FACTS).body())
                .contains("\"status\":409")
                .contains("Cannot materialize feature view 'shopper_facts': another one does so now");
        assertThat(caller().post("/materialize", OF_FACTS.replace("shopper", "busy"))
                        .body())
                .contains("\"status\":429")
                .contains("this server materializes [shopper_facts] now");

        runs.end.countDown();
        await().untilAsserted(() -> assertThat(post("/materialize", OF_FACTS)).isEqualTo(200));
    }

    @Test
    void aCallerWhoWaitsHearsOfAFailure() throws Exception {
        runs.failure = new GranaryException(ErrorCode.UNPROCESSABLE, "Cannot compute 1 row: ...");
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                () -> caller().post("/materialize", OF_FACTS).body());

        assertThat(answer.get(50, TimeUnit.SECONDS)).contains("\"status\":422", "Cannot compute 1 row");
        assertThat(meters.get("granary.materialization.runs")
                        .tag("outcome", "failed")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aProjectWithoutARevisionIsNotTakenForOneWithoutRows() {
        stop();
        rollouts = new SettableRollouts("empty");
        start(runs, Access.OPEN);

        assertThat(caller().post("/materialize", "{\"disable_event_timestamp\":true}")
                        .body())
                .contains("\"status\":404", "nothing was applied to project 'empty' yet");
    }

    @Test
    void aServerThatDoesNotKnowTheSourcesSaysSo() {
        stop();
        start(null, Access.OPEN);

        assertThat(caller().post("/materialize", OF_FACTS).body())
                .contains("\"status\":422", "start it with --materialize-from FOLDER");
    }

    private int post(String path, String body) {
        return caller().post(path, body).statusCode();
    }

    private HttpCaller caller() {
        return routes.caller();
    }
}
