package io.granary.online.serving;

import static feast.proto.serving.ServingAPIProto.FieldStatus.PRESENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import io.granary.core.definition.Revision;
import io.granary.http.access.ApiKeys;
import io.granary.http.access.KeyRing;
import io.granary.http.grpc.GrpcCaller;
import io.granary.online.store.InMemoryOnlineStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every reference of a request has to be granted, on every route. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FeatureAccessTest {

    private static final ApiKeys KEYS = new KeyRing()
            .add("arrivals", "READ_ONLINE", "flights", "airport_arrivals")
            .add("airports", "READ_ONLINE", "*", "airport_*")
            .add("service", "READ_ONLINE", "flights", "nulls")
            .add("trip", "READ_ONLINE", "flights", "trip")
            .add("writer", "WRITE_ONLINE", "flights", "*")
            .add("elsewhere", "READ_ONLINE", "parcels", "*")
            .keys();

    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
    private final RunningServer server = RunningServer.guarded(OnlineServingConfig.of(Flights.PROJECT), store, KEYS);

    @BeforeAll
    void start() {
        Revision revision = server.apply();
        new RowWriter(store)
                .put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), RunningServer.NOW.minusSeconds(60), 17L, true);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arrivals | 'features':['airport_arrivals:last_delay_minutes'] |",
                "arrivals | 'features':['airport_arrivals:*'],'full_feature_names':true |",
                "arrivals | 'features':['airport_arrivals:last_delay_minutes','airport_facts:city'] | airport_facts",
                "arrivals | 'features':['airport_facts:city','airport_arrivals:*'],'full_feature_names':true | airport_facts",
                "arrivals | 'features':['airport_facts:*'] | airport_facts",
                "arrivals | 'features':['airport_arrivals@v1:last_delay_minutes'],'include_feature_view_version_metadata':true |",
                "arrivals | 'features':['airport_facts@v1:city'] | airport_facts",
                "arrivals | 'feature_service':'nulls' | nulls",
                "arrivals | 'features':['gone:city'] | gone",
                "arrivals | 'feature_service':'gone' | gone",
                "airports | 'features':['airport_arrivals:*','airport_facts:city'] |",
                "airports | 'feature_service':'nulls' | nulls",
                "service | 'feature_service':'nulls' |",
                "service | 'feature_service':'nulls','full_feature_names':true |",
                "service | 'feature_service':'defaults' | defaults",
                "service | 'features':['airport_arrivals:last_delay_minutes'] | airport_arrivals",
            })
    void authorizesEveryReference(String key, String asked, String refused) {
        String body = ("{" + asked + ",'entities':{'airport':['JFK']}}").replace('\'', '"');

        // Twice, since requests of a shape that is known are not parsed; and after others have asked for the same.
        for (int i = 0; i < 2; i++) {
            for (String path : List.of("/get-online-features", "/projects/flights/get-online-features")) {
                HttpResponse<String> answer = server.postAs(key, path, body);
                if (refused == null) {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                } else {
                    requireForbidden(answer, refused);
                }
            }
        }
    }

    @Test
    void refusesAShapeThatOthersMayAskFor() {
        String body = "{\"features\":[\"airport_facts:latitude\"],\"entities\":{\"airport\":[\"JFK\"]}}";
        for (int i = 0; i < 3; i++) {
            assertThat(server.postAs("airports", "/get-online-features", body).statusCode())
                    .isEqualTo(200);
            requireForbidden(server.postAs("arrivals", "/get-online-features", body), "airport_facts");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "writer, /get-online-features",
        "elsewhere, /get-online-features",
        "writer, /projects/flights/get-online-features",
        "elsewhere, /projects/flights/get-online-features",
        "arrivals, /projects/gone/get-online-features"
    })
    void refusesOtherActionsAndProjects(String key, String path) {
        assertThat(server.postAs(key, path, "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void wantsAKeyForAllButHealth() {
        assertThat(server.post("{}").statusCode()).isEqualTo(401);
        assertThat(server.postAs("wrong", "/get-online-features", "{}").statusCode())
                .isEqualTo(401);
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void explainsWhatMayBeReadWithAllThatItIsMadeOf() {
        String entity = "&entity=" + URLEncoder.encode("{\"airport\":\"JFK\"}", UTF_8);
        String path = "/v1/projects/flights/explain?feature=";

        assertThat(server.getAs("arrivals", path + "airport_arrivals:last_delay_minutes" + entity)
                        .statusCode())
                .isEqualTo(200);
        requireForbidden(server.getAs("arrivals", path + "airport_facts:city" + entity), "airport_facts");
        requireForbidden(server.getAs("trip", path + "trip:north" + entity), "airport_facts");
    }

    @Test
    void authorizesCallsAlike() {
        try (GrpcCaller caller = GrpcCaller.authorized(server.grpcPort(), "Bearer arrivals")) {
            assertThat(ask(caller, FeatureCaller.request("airport_arrivals:last_delay_minutes"))
                            .getResults(1)
                            .getStatuses(0))
                    .isEqualTo(PRESENT);
            assertThatThrownBy(() -> ask(
                            caller, FeatureCaller.request("airport_arrivals:last_delay_minutes", "airport_facts:city")))
                    .hasMessageStartingWith("PERMISSION_DENIED: 'airport_facts': not granted");
            assertThatThrownBy(() ->
                            ask(caller, GetOnlineFeaturesRequest.newBuilder().setFeatureService("nulls")))
                    .hasMessageStartingWith("PERMISSION_DENIED: 'nulls': not granted");
        }
        for (String key : List.of("writer", "elsewhere")) {
            try (GrpcCaller caller = GrpcCaller.authorized(server.grpcPort(), "Bearer " + key)) {
                assertThatThrownBy(() -> ask(caller, FeatureCaller.request("airport_arrivals:last_delay_minutes")))
                        .hasMessageStartingWith("PERMISSION_DENIED: 'airport_arrivals': not granted");
            }
        }
        try (GrpcCaller caller = new GrpcCaller(server.grpcPort())) {
            assertThatThrownBy(() -> ask(caller, FeatureCaller.request("airport_arrivals:last_delay_minutes")))
                    .hasMessageStartingWith("UNAUTHENTICATED: Authorization");
        }
    }

    private static GetOnlineFeaturesResponse ask(GrpcCaller caller, GetOnlineFeaturesRequest.Builder request) {
        return caller.call(
                FeatureCaller.METHOD,
                request.putEntities("airport", FeatureCaller.texts("JFK")).build(),
                GetOnlineFeaturesResponse.parser());
    }

    private static void requireForbidden(HttpResponse<String> answer, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(RunningServer.json(answer).path("detail").asText())
                .isEqualTo("'" + name + "': not granted (expected: a key with READ_ONLINE on it in project 'flights')");
    }
}
