package io.granary.ingestion.erasure;

import static io.granary.ingestion.erasure.InMemoryEraser.NOW;
import static io.granary.ingestion.erasure.InMemoryEraser.PROJECT;
import static io.granary.ingestion.erasure.InMemoryEraser.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.erasure.Erasure;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import io.granary.http.HttpCaller;
import io.granary.http.RunningRoutes;
import io.granary.http.access.Access;
import io.granary.http.access.KeyRing;
import io.granary.http.contract.ContractExample;
import io.granary.http.contract.ContractExamples;
import io.granary.http.contract.HeldToContract;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.erasure.ErasureServing.Permission;
import io.granary.registry.client.SettableRollouts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes as the contract has them, with erasures that a test ends. */
@Timeout(60)
final class ErasureServingTest {

    private static final String WHOLE = "6c1f0f3e-4f6a-4b0e-9c2a-0d6f5a3b7e11";
    private static final String PATH = "/v1/projects/flights/erasures";
    private static final String ANN = "{\"entity\":\"shopper\",\"join_keys\":{\"shopper\":\"ann\"}}";
    private static final Entity SHOPPER =
            new Entity("shopper", List.of(new JoinKey("shopper", ScalarType.STRING)), Metadata.NONE);
    private static final Entity SEAT = new Entity(
            "seat",
            List.of(new JoinKey("row", ScalarType.INT32), new JoinKey("flight", ScalarType.STRING)),
            Metadata.NONE);

    private final SettableRollouts rollouts = new SettableRollouts(PROJECT);
    private final InMemoryEraser eraser = new InMemoryEraser(shopper("busy"));

    private ErasureServing serving;
    private RunningRoutes routes;

    @BeforeEach
    void start() {
        List<Definition> definitions = List.of(SHOPPER, SEAT);
        rollouts.apply(definitions);
        eraser.keep(receipt(WHOLE, SHOPPER, shopper("eve"), NOW, List.of()));
        start(Permission.ERASE, Access.OPEN);
    }

    private void start(Permission permission, Access access) {
        serving = ErasureServing.of(PROJECT, rollouts, eraser, permission);
        routes = new RunningRoutes(http -> serving.register(http.access(access)));
    }

    @AfterEach
    void stop() {
        routes.close();
        serving.close();
    }

    static Stream<ContractExample> examples() {
        return ContractExamples.of("erasures");
    }

    static Stream<ContractExample> bodies() {
        return ContractExamples.withBody("erasures");
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

    @Test
    void aReceiptTellsHowFarItIsAndThatOthersHaveToWait() {
        eraser.holdBack();
        HttpResponse<String> accepted = caller().post(PATH, ANN);
        String location = accepted.headers().firstValue("Location").orElse("");

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(location).isEqualTo(PATH + "/e1");
        assertThat(accepted.body()).doesNotContain("ann");
        await().untilAsserted(
                        () -> assertThat(get(location).path("step").asText()).isEqualTo("Writing tombstones."));
        assertThat(get(location).path("state").asText()).isEqualTo("running");
        assertThat(get(PATH).path("erasures").findValuesAsText("state")).containsExactly("running", "done");
        assertThat(caller().post(PATH, ANN).body())
                .contains("\"status\":409", "Cannot erase this shopper: another one does so now");
        assertThat(caller().post(PATH, ANN.replace("ann", "bob")).body())
                .contains("\"status\":429", "this server erases another entity now");

        eraser.letGo();
        await().untilAsserted(
                        () -> assertThat(get(location).path("state").asText()).isEqualTo("done"));
        assertThat(get(location).path("ended").asText()).isEqualTo("2026-11-21T10:00:01Z");
        await().untilAsserted(
                        () -> assertThat(caller().post(PATH, ANN).statusCode()).isEqualTo(202));
    }

    @Test
    void aDryRunSaysWhatThereIsAndBeginsNothing() {
        HttpResponse<String> answer = caller().post(PATH, ANN.replace("}}", "},\"dry_run\":true}"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(HttpCaller.json(answer).path("erased").findValuesAsText("name"))
                .containsExactly("facts");
        assertThat(get(PATH).path("erasures").findValuesAsText("id")).containsExactly(WHOLE);
    }

    @Test
    void listsPageByPageTheLatestFirst() {
        for (int i = 1; i < 8; i++) {
            eraser.keep(begun("e" + i, NOW.plusSeconds(i)));
        }

        JsonNode first = get(PATH + "?limit=3");
        eraser.keep(begun("new", NOW.plusSeconds(9)));
        JsonNode second = get(PATH + "?limit=3&cursor=" + first.path("next").asText());
        JsonNode last = get(PATH + "?limit=3&cursor=" + second.path("next").asText());

        assertThat(ids(first)).containsExactly("e7", "e6", "e5");
        assertThat(ids(second)).containsExactly("e4", "e3", "e2");
        assertThat(ids(last)).containsExactly("e1", WHOLE);
        assertThat(last.has("next")).isFalse();
        assertThat(get(PATH + "?limit=9").has("next")).isFalse();
        assertThat(ids(get(PATH)).get(0)).isEqualTo("new");
    }

    @Test
    void tellsErasuresOfOneMomentApart() {
        for (int i = 1; i < 4; i++) {
            eraser.keep(begun("e" + i, NOW));
        }

        JsonNode first = get(PATH + "?limit=2");
        JsonNode last = get(PATH + "?limit=2&cursor=" + first.path("next").asText());

        assertThat(Stream.of(first, last).flatMap(page -> ids(page).stream()))
                .containsExactlyInAnyOrder("e1", "e2", "e3", WHOLE);
    }

    private static ErasureReceipt begun(String id, Instant at) {
        Erasure erasure = Erasure.of(shopper(id), at.toEpochMilli());
        return new ErasureReceipt(id, PROJECT, SHOPPER.name(), erasure, at, null, List.of(), List.of());
    }

    private static List<String> ids(JsonNode page) {
        return page.path("erasures").findValuesAsText("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=1001", "?cursor=nobody", "?cursor=bGV0dGVyczox", "?pages=2"})
    void refusesAPageThatThereIsNot(String query) {
        assertThat(caller().get(PATH + query).statusCode()).isEqualTo(400);
    }

    @Test
    void oneThatFailsSaysWhyAndIsToBeAskedForAgain() {
        eraser.failWith(new GranaryException(ErrorCode.UNAVAILABLE, "Cannot erase the entity: waited 600 s"));
        String location =
                caller().post(PATH, ANN).headers().firstValue("Location").orElse("");

        await().untilAsserted(() ->
                assertThat(get(location).path("problem").asText()).isEqualTo("Cannot erase the entity: waited 600 s"));
        assertThat(get(location).path("state").asText()).isEqualTo("unfinished");

        eraser.failWith(null);
        await().untilAsserted(
                        () -> assertThat(caller().post(PATH, ANN).statusCode()).isEqualTo(202));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"row\":7}              | join_keys.flight: missing (expected: each join key of the entity)",
                "{\"row\":\"7\",\"flight\":\"\"} |",
                "{\"row\":7.5,\"flight\":\"x\"}   | row",
                "{\"row\":3000000000,\"flight\":\"x\"} | join_keys.row: 3000000000",
                "{\"row\":\"x\",\"flight\":\"x\"} | join_keys.row: ",
                "{\"row\":7,\"flight\":true,\"seat\":\"a\"} | join_keys.seat: is no join key of 'seat'",
            })
    void everyJoinKeyIsHeldToItsType(String joinKeys, @Nullable String problem) {
        HttpResponse<String> answer = caller().post(PATH, "{\"entity\":\"seat\",\"join_keys\":" + joinKeys + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(problem == null ? 202 : 400);
        assertThat(answer.body()).contains(problem == null ? "\"join_keys\":[\"flight\",\"row\"]" : problem);
    }

    @Test
    void anotherProjectIsNotFoundAndAServerThatOnlyShowsDoesNotErase() {
        assertThat(caller().post(PATH.replace("flights", "other"), ANN).body())
                .contains("\"status\":404", "project: 'other' does not exist");
        assertThat(caller().get(PATH.replace("flights", "other")).statusCode()).isEqualTo(404);

        stop();
        start(Permission.SHOW, Access.OPEN);
        assertThat(caller().post(PATH, ANN).body()).contains("\"status\":422", "start it with --erase");
        assertThat(get(PATH).path("erasures")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "eraser,    202, 403",
        "describer, 403, 200",
        "shoppers,  403, 403",
        "writer,    403, 403",
        "elsewhere, 403, 403",
        "unknown,   401, 401",
    })
    void onlyWhoIsGrantedEverythingOfTheProjectErasesOrIsShown(String key, int erased, int shown) {
        stop();
        start(Permission.ERASE, access());
        String authorization = "Bearer " + key;

        HttpResponse<String> dry =
                caller().postWith("Authorization", authorization, PATH, ANN.replace("}}", "},\"dry_run\":true}"));
        assertThat(dry.statusCode()).as(dry.body()).isEqualTo(erased == 202 ? 200 : erased);
        // The look may not have let go yet.
        await().untilAsserted(() -> assertThat(caller().postWith("Authorization", authorization, PATH, ANN)
                        .statusCode())
                .isEqualTo(erased));
        assertThat(eraser.receipts()).hasSize(erased == 202 ? 2 : 1);
        for (String path : List.of(PATH, PATH + "/" + WHOLE)) {
            assertThat(caller().send("GET", "Authorization", authorization, path)
                            .statusCode())
                    .isEqualTo(shown);
        }
    }

    private static Access access() {
        KeyRing keys = new KeyRing()
                .add("eraser", "DELETE", PROJECT, "*")
                .add("describer", "DESCRIBE", PROJECT, "*")
                .add("shoppers", "DELETE, DESCRIBE", PROJECT, "shopper")
                .add("writer", "WRITE_ONLINE, WRITE_OFFLINE, CREATE, UPDATE", PROJECT, "*")
                .add("elsewhere", "DELETE, DESCRIBE", "other", "*");
        return Access.of(keys.keys(), PROJECT, new SimpleMeterRegistry());
    }

    private static EntityKey shopper(String name) {
        return EntityKeyCodec.of(PROJECT, SHOPPER.joinKeys()).encode(new Object[] {name});
    }

    private JsonNode get(String path) {
        return HttpCaller.json(caller().get(path));
    }

    private HttpCaller caller() {
        return routes.caller();
    }
}
