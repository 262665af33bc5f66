package io.granary.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.client.JsonHttp;
import io.granary.http.HttpConfig;
import io.granary.http.contract.Contract;
import io.granary.online.serving.OnlineServingConfig;
import io.granary.online.store.RedisConfig;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClientConfig;
import io.granary.registry.client.RequestJson;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that nobody should send, to every route of a running system that takes a body. */
@Timeout(120)
final class ITHostileRequests {

    private static final String FEATURES = "/get-online-features";
    private static final String FEATURES_OF_PROJECT = "/projects/parcels/get-online-features";
    private static final String PUSH = "/push";
    private static final String WRITE = "/write-to-online-store";
    private static final String PLAN = "/v1/projects/parcels/plan";
    private static final String APPLY = "/v1/projects/parcels/revisions";
    private static final String REGISTER = "/v1/projects/parcels/models/any/versions";
    private static final String INFER = "/v2/models/any/infer";

    private static final int MAX_BODY = 8 << 20;

    @TempDir
    static Path folder;

    private static Running running;

    @BeforeAll
    static void start() {
        running = Running.start(Parcels.definitions(), folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void everyProcessAnswersWhatTheContractSaysAndNothingElse() {
        assertThat(running.routes())
                .containsEntry("registry", contracted("registry", "rollout", "documentation", "health", "metrics"))
                .containsEntry(
                        "serving",
                        contracted(
                                "features",
                                "push",
                                "materialization",
                                "erasures",
                                "dead-letters",
                                "models",
                                "documentation",
                                "health"))
                .containsEntry("management", contracted("health", "metrics"));
    }

    private static SortedSet<String> contracted(String... tags) {
        SortedSet<String> routes = new TreeSet<>();
        for (String tag : tags) {
            Contract.granary()
                    .operations(tag)
                    .forEach(operation -> routes.add(operation.method() + " " + operation.path()));
        }
        return routes;
    }

    static Stream<Arguments> refusals() {
        return routes().stream()
                .flatMap(route -> Stream.of(
                                holding(route, "NaN"),
                                holding(route, "1e400"),
                                holding(route, "\"\\ud800\""),
                                holding(route, "[".repeat(5_000) + "]".repeat(5_000)),
                                holding(route, "{\"a\": 1, \"a\": 2}"),
                                holding(route, "1") + " 1",
                                "")
                        .map(body -> Arguments.of(route, body)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyRouteRefusesWhatIsNotStrictJson(String route, String body) {
        HttpResponse<String> response = post(route, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(detail(response)).containsPattern("^(body: |" + place(route) + ")");
    }

    private static String holding(String route, String value) {
        return switch (route) {
            case FEATURES, FEATURES_OF_PROJECT ->
                "{\"features\": [\"last_scan:weight\"], \"entities\": {\"parcel\": [" + value + "]}}";
            case PUSH -> "{\"push_source_name\": \"visits\", \"df\": {\"parcel\": [" + value + "]}}";
            case WRITE -> "{\"feature_view_name\": \"last_scan\", \"df\": {\"parcel\": [" + value + "]}}";
            case INFER, REGISTER -> "{\"inputs\": [" + value + "]}";
            default -> "{\"definitions\": [" + value + "]}";
        };
    }

    private static String place(String route) {
        return switch (route) {
            case FEATURES, FEATURES_OF_PROJECT -> "entities.parcel\\[0]";
            case PUSH, WRITE -> "df.parcel\\[0]";
            case INFER, REGISTER -> "inputs\\[0]";
            default -> "definitions\\[0]";
        };
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyRouteRefusesABodyThatIsTooLong(String route) {
        assertThat(post(route, " ".repeat(limit(route) + 1)).statusCode()).isEqualTo(413);
    }

    private static int limit(String route) {
        return switch (route) {
            case PLAN, APPLY, REGISTER -> RequestJson.MAX_BYTES;
            default -> MAX_BODY;
        };
    }

    static List<String> routes() {
        return List.of(FEATURES, FEATURES_OF_PROJECT, PUSH, WRITE, PLAN, APPLY, REGISTER, INFER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9007199254740993 | entities.volume[0]",
                "\"9007199254740993\" | entities.volume[0]",
                "true | entities.volume[0]",
                "\"\" | entities.volume[0]",
                "1e-400 | entities.volume[0]"
            })
    void aRequestFieldThatWouldLoseSomethingIsRefused(String volume, String place) {
        HttpResponse<String> response =
                running.ask("{\"features\": [\"shape:density\"], \"entities\": {\"parcel\": [\"p\"], \"volume\": ["
                        + volume + "]}}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(detail(response)).startsWith(place);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775808", "1.5", "true", "'\"\"'", "'\" 1\"'", "1e30", "null"})
    void aJoinKeyThatWouldLoseSomethingIsRefused(String stop) {
        HttpResponse<String> response = running.ask("{\"features\": [\"leg_scan:handler\"], \"entities\": {\"depot\": "
                + "[\"D\"], \"stop\": [" + stop + "]}}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(detail(response)).startsWith("entities.stop[0]");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThat(post("/projects/nobody/get-online-features", holding(FEATURES, "\"p\""))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(
                                INFER,
                                "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [1], \"data\": [1]}]}")
                        .body())
                .contains("\"status\":404");
        assertThat(Web.get(running.registry(), "/v1/projects/nobody/revisions/latest")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Web.get(running.serving(), "/nothing").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/projects/%2e%2e%2fparcels/get-online-features",
        "/projects/%00/get-online-features",
        "/projects/%ff%fe/get-online-features",
        "/v2/models/..%2f..%2fetc%2fpasswd/infer",
        "/v2/models/%F0%9F%98%80/infer"
    })
    void aNameThatIsAPathOrNoTextIsTheCallersMistake(String route) {
        assertThat(post(route, holding(FEATURES, "\"p\"")).statusCode()).isBetween(400, 404);
    }

    @Test
    void anotherProjectInTheSameRedisSeesNothing() {
        sendAndAwait("shared", 4.5);
        try (StandAlone<ServingProcess> strangers = startStrangers()) {
            URI address = strangers.part().address();
            String body = holding(FEATURES, "\"shared\"");

            assertThat(Web.json(running.ask(body)).at("/results/1/values/0").asText())
                    .isEqualTo("4.5");
            assertThat(Web.post(address, FEATURES, body).body())
                    .contains("\"values\":[null],\"statuses\":[\"NOT_FOUND\"]");
            assertThat(Web.post(address, FEATURES_OF_PROJECT, body).statusCode())
                    .isEqualTo(404);
        }
    }

    private static StandAlone<ServingProcess> startStrangers() {
        new RegistryApi(running.registry(), Duration.ofSeconds(10))
                .apply(
                        "strangers",
                        new ApplyRequest(0, "bob", "same", Parcels.definitions().definitions()));
        ServingConfig config = ServingConfig.builder(
                        RegistryClientConfig.of(running.registry(), "strangers", null),
                        RedisConfig.of(running.redisUri()),
                        OnlineServingConfig.of("strangers"),
                        folder.resolve("models"),
                        running.bootstrapServers())
                .build();
        StandAlone<ServingProcess> strangers =
                StandAlone.start(HttpConfig.onPort(0), context -> ServingProcess.start(config, context));
        await().until(() -> Web.get(strangers.management(), "/health/ready").statusCode() == 200);
        return strangers;
    }

    @Test
    void anEventWithoutAJoinKeyOrWithALossyNumberIsADeadLetter() {
        byte[] withoutKey = ("{\"parcel\": null, \"depot\": \"null key\", \"stop\": 1, \"scanned_at\": \""
                        + Instant.EPOCH + "\", \"weight\": 1, \"handler\": \"h\"}")
                .getBytes(UTF_8);
        byte[] lossy = ("{\"parcel\": \"lossy\", \"depot\": \"D\", \"stop\": 1, \"scanned_at\": \"" + Instant.EPOCH
                        + "\", \"weight\": 9007199254740993, \"handler\": \"h\"}")
                .getBytes(UTF_8);
        long first = running.events().send(Parcels.TOPIC, null, withoutKey).offset();
        long second = running.events().send(Parcels.TOPIC, null, lossy).offset();
        sendAndAwait("after null key", 1);

        assertThat(running.deadLetters())
                .anySatisfy(letter -> assertLetter(letter, first, "join-key", withoutKey))
                .anySatisfy(letter -> assertLetter(letter, second, "undecodable", lossy));
    }

    private static void assertLetter(ConsumerRecord<byte[], byte[]> letter, long offset, String reason, byte[] value) {
        assertThat(letter.headers().lastHeader("granary.offset").value())
                .asString()
                .isEqualTo(String.valueOf(offset));
        assertThat(letter.headers().lastHeader("granary.reason").value())
                .asString()
                .isEqualTo(reason);
        assertThat(letter.value()).isEqualTo(value);
    }

    private static void sendAndAwait(String parcel, double weight) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        running.events().send(Parcels.TOPIC, null, Parcels.scan(parcel, now, weight));
        running.awaitCaughtUp();
    }

    private static HttpResponse<String> post(String route, String body) {
        return Web.post(route.startsWith("/v1/") ? running.registry() : running.serving(), route, body);
    }

    private static String detail(HttpResponse<String> response) {
        JsonNode problem = JsonHttp.parse(response.body().getBytes(UTF_8));
        return problem.path("detail").asText();
    }
}
