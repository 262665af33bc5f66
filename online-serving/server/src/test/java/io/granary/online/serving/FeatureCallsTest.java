package io.granary.online.serving;

import static feast.proto.serving.ServingAPIProto.FieldStatus.NOT_FOUND;
import static feast.proto.serving.ServingAPIProto.FieldStatus.NULL_VALUE;
import static feast.proto.serving.ServingAPIProto.FieldStatus.OUTSIDE_MAX_AGE;
import static feast.proto.serving.ServingAPIProto.FieldStatus.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import client.tools.ToolsProto.HealthRequest;
import client.tools.ToolsProto.HealthResponse;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import feast.proto.serving.ServingAPIProto.FeatureList;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoRequest;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse.FeatureVector;
import feast.proto.types.ValueProto;
import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.StringSet;
import feast.proto.types.ValueProto.Value;
import io.granary.core.definition.Revision;
import io.granary.http.grpc.GrpcCaller;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.OnlineStore;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asks by messages that were generated from what Feast publishes, with the client that Feast's users have. */
@Timeout(60)
final class FeatureCallsTest {

    private static final String METHOD = "feast.serving.ServingService/GetOnlineFeatures";
    private static final Instant ARRIVAL = Instant.parse("2001-01-15T10:00:00.000250Z");

    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
    private final RowWriter rows = new RowWriter(store);
    private RunningServer server;
    private GrpcCaller caller;
    private Revision revision;

    @BeforeEach
    void start() {
        server = new RunningServer(new OnlineServingConfig(Flights.PROJECT, 5, 6, Duration.ofSeconds(5)), store);
        caller = new GrpcCaller(server.grpcPort());
        revision = server.apply();
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), ARRIVAL, 17L, null);
        rows.put(
                revision,
                Flights.AIRPORT_ARRIVALS,
                List.of("OLD"),
                RunningServer.NOW.minus(Duration.ofDays(22)),
                1L,
                true);
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), ARRIVAL, "New York", -0.5, 0.1f, List.of(4, -13));
    }

    @AfterEach
    void stop() {
        caller.close();
        server.close();
    }

    @Test
    void answersEachNameWithValuesStatusesAndTimestampsOfAllRows() {
        GetOnlineFeaturesResponse answer = ask(request("airport_arrivals:last_delay_minutes", "airport_facts:city")
                .putEntities("airport", texts("JFK", "OLD", "X")));

        assertThat(names(answer)).containsExactly("airport", "last_delay_minutes", "city");
        assertThat(answer.getResults(0).getValuesList())
                .extracting(Value::getStringVal)
                .containsExactly("JFK", "OLD", "X");
        FeatureVector delays = answer.getResults(1);
        assertThat(delays.getValues(0).getInt64Val()).isEqualTo(17);
        assertThat(delays.getValues(1)).isEqualTo(Value.getDefaultInstance());
        assertThat(delays.getStatusesList()).containsExactly(PRESENT, OUTSIDE_MAX_AGE, NOT_FOUND);
        assertThat(delays.getEventTimestamps(0))
                .isEqualTo(Timestamp.newBuilder()
                        .setSeconds(ARRIVAL.getEpochSecond())
                        .setNanos(250_000)
                        .build());
        assertThat(delays.getEventTimestamps(2).getSeconds()).isZero();
        assertThat(delays.getEventTimestampsCount()).isEqualTo(3);
    }

    @Test
    void answersWhatHttpAnswers() {
        String body = """
                {"entities": {"airport": ["JFK", "OLD", "X"]},
                 "features": ["airport_facts:*", "airport_arrivals:last_was_late"]}""";
        GetOnlineFeaturesResponse answer = ask(request("airport_facts:*", "airport_arrivals:last_was_late")
                .putEntities("airport", texts("JFK", "OLD", "X")));

        Stream<String> statuses = RunningServer.json(server.post(body)).at("/results").findValues("statuses").stream()
                .map(Object::toString);
        assertThat(answer.getResultsList().stream()
                        .map(result -> result.getStatusesList().stream()
                                .map(status -> '"' + status.name() + '"')
                                .toList()
                                .toString()
                                .replace(", ", ",")))
                .containsExactlyElementsOf(statuses.toList());
    }

    @Test
    void writesEachTypeIntoTheFieldThatFeastHasForIt() {
        ByteBuffer picture = ByteBuffer.wrap(new byte[] {0, (byte) 0xff});
        rows.put(
                revision,
                Flights.AIRCRAFT_FACTS,
                List.of(7L),
                ARRIVAL,
                picture,
                Instant.parse("1969-12-31T23:59:59.5Z"));

        GetOnlineFeaturesResponse facts =
                ask(request("airport_facts:*", "airport_arrivals:last_was_late").putEntities("airport", texts("JFK")));
        GetOnlineFeaturesResponse aircraft = ask(request("aircraft_facts:*")
                .putEntities("tail", values(Value.newBuilder().setInt32Val(7))));

        assertThat(facts.getResults(1).getValues(0).getStringVal()).isEqualTo("New York");
        assertThat(facts.getResults(2).getValues(0).getDoubleVal()).isEqualTo(-0.5);
        assertThat(facts.getResults(3).getValues(0).getFloatVal()).isEqualTo(0.1f);
        assertThat(facts.getResults(4).getValues(0).getInt32ListVal().getValList())
                .containsExactly(4, -13);
        assertThat(facts.getResults(5).getStatuses(0)).isEqualTo(NULL_VALUE);
        assertThat(aircraft.getResults(0).getValues(0).getInt64Val()).isEqualTo(7);
        assertThat(aircraft.getResults(1).getValues(0).getBytesVal())
                .isEqualTo(ByteString.copyFrom(new byte[] {0, -1}));
        assertThat(aircraft.getResults(2).getValues(0).getUnixTimestampVal()).isEqualTo(-1);
        assertThat(aircraft.getResults(2).getValues(0).getUnknownFields().hasField(1001))
                .isTrue();
    }

    @Test
    void computesOnDemandFeaturesFromRequestContext() {
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("LAX"), ARRIVAL, "Los Angeles", 33.5, 1f, List.of());

        GetOnlineFeaturesResponse answer = ask(request("trip:share", "trip:north")
                .setFullFeatureNames(true)
                .putEntities("origin", texts("JFK"))
                .putEntities("destination", texts("LAX"))
                .putRequestContext("passengers", values(Value.newBuilder().setInt64Val(50))));

        assertThat(names(answer)).contains("passengers", "trip__share", "trip__north");
        assertThat(answer.getResults(3).getValues(0).getInt64Val()).isEqualTo(2);
        assertThat(answer.getResults(4).getValues(0).getDoubleVal()).isEqualTo(34.0);
    }

    @Test
    void answersForAFeatureService() {
        GetOnlineFeaturesResponse answer = ask(GetOnlineFeaturesRequest.newBuilder()
                .setFeatureService("defaults")
                .putEntities("airport", texts("X")));

        assertThat(names(answer)).containsExactly("airport", "last_delay_minutes", "city", "latitude");
        assertThat(answer.getResults(2).getValues(0).getStringVal()).isEqualTo("unknown");
        assertThat(answer.getResults(2).getStatuses(0)).isEqualTo(NOT_FOUND);
    }

    @Test
    void echoesColumnsThatNoFeatureNeedsAsTheyCame() {
        GetOnlineFeaturesResponse answer = ask(request("airport_facts:city")
                .putEntities("airport", texts("JFK"))
                .putEntities("tail", values(Value.newBuilder().setInt32Val(7)))
                .putEntities("origin", values(Value.newBuilder().setNullVal(ValueProto.Null.NULL))));

        assertThat(answer.getResults(1).getValues(0).getInt32Val()).isEqualTo(7);
        assertThat(answer.getResults(2).getStatuses(0)).isEqualTo(NULL_VALUE);
    }

    @Test
    void refusesWhatHttpRefusesWithACodeAndItsReason() {
        RepeatedValue airport = texts("JFK");
        assertFails(request("airport_facts:cities").putEntities("airport", airport), Status.Code.NOT_FOUND, "cities");
        assertFails(request("airport_facts:city"), Status.Code.INVALID_ARGUMENT, "entities: {}");
        assertFails(
                request("airport_facts:city").putEntities("airport", values(Value.newBuilder())),
                Status.Code.INVALID_ARGUMENT,
                "entities.airport[0]: null (expected: a join key of type STRING)");
        assertFails(
                request("aircraft_facts:*")
                        .putEntities("tail", values(Value.newBuilder().setDoubleVal(1.5))),
                Status.Code.INVALID_ARGUMENT,
                "entities.tail[0]: 1.5 (expected: INT64");
        assertFails(
                request("aircraft_facts:*")
                        .putEntities("tail", values(Value.newBuilder().setUnixTimestampVal(5))),
                Status.Code.INVALID_ARGUMENT,
                "entities.tail[0]");
        assertFails(
                request("airport_facts:city")
                        .putEntities("airport", values(Value.newBuilder().setStringSetVal(StringSet.newBuilder()))),
                Status.Code.INVALID_ARGUMENT,
                "entities.airport: STRING_SET_VAL (expected: a scalar, a list or a map of text to scalars)");
        assertFails(
                request("airport_facts:city").putEntities("airport", airport).putRequestContext("airport", airport),
                Status.Code.INVALID_ARGUMENT,
                "airport: given before (expected: each name once)");
        assertFails(
                request("airport_facts:city")
                        .putEntities("airport", airport)
                        .setIncludeFeatureViewVersionMetadata(true),
                Status.Code.INVALID_ARGUMENT,
                "include_feature_view_version_metadata: true");
        assertFails(
                GetOnlineFeaturesRequest.newBuilder()
                        .setFeatureService("strict")
                        .putEntities("airport", texts("X")),
                Status.Code.FAILED_PRECONDITION,
                "onMissing: fail");
    }

    @Test
    void grantsAsMuchAsHttpDoes() {
        assertFails(
                request("airport_facts:city").putEntities("airport", texts("1", "2", "3", "4", "5", "6")),
                Status.Code.INVALID_ARGUMENT,
                "at most 5 entity rows");
        assertFails(
                request(IntStream.range(0, 7)
                                .mapToObj(i -> "airport_facts:f" + i)
                                .toArray(String[]::new))
                        .putEntities("airport", texts("JFK")),
                Status.Code.INVALID_ARGUMENT,
                "at most 6 features");
    }

    @Test
    void countsCallsBesideHttpRequests() {
        ask(request("airport_facts:city").putEntities("airport", texts("JFK")));
        server.post("{\"features\": [\"airport_facts:city\"], \"entities\": {\"airport\": [\"JFK\"]}}");

        assertThat(requests("grpc")).isEqualTo(1);
        assertThat(requests("http")).isEqualTo(1);
    }

    @Test
    void tellsWhatTheStoreDidNotGiveBesideAStatusThatFeastKnows() {
        withStore(BrokenStore.failing(new IllegalStateException("down")), broken -> {
            GetOnlineFeaturesRequest request = request("airport_facts:city")
                    .putEntities("airport", texts("JFK", "LAX"))
                    .build();

            Metadata trailers = broken.trailers(METHOD, request, GetOnlineFeaturesResponse.parser());

            assertThat(trailers.get(Metadata.Key.of("granary-unavailable-values", Metadata.ASCII_STRING_MARSHALLER)))
                    .isEqualTo("2");
            assertThat(broken.call(METHOD, request, GetOnlineFeaturesResponse.parser())
                            .getResults(1)
                            .getStatusesList())
                    .containsExactly(NOT_FOUND, NOT_FOUND);
        });
    }

    @Test
    void tellsItsVersionAndHealth() {
        assertThat(caller.call(
                                "feast.serving.ServingService/GetFeastServingInfo",
                                GetFeastServingInfoRequest.getDefaultInstance(),
                                GetFeastServingInfoResponse.parser())
                        .getVersion())
                .startsWith("granary ");
        assertThat(caller.call(
                                "grpc.health.v1.Health/Check",
                                HealthRequest.newBuilder()
                                        .setService("feast.serving.ServingService")
                                        .build(),
                                HealthResponse.parser())
                        .getStatus())
                .isEqualTo(1);
    }

    private double requests(String protocol) {
        return server.meters
                .timer("granary.online.requests", "code", "OK", "protocol", protocol)
                .count();
    }

    private static void withStore(OnlineStore store, Consumer<GrpcCaller> test) {
        try (RunningServer other = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store);
                GrpcCaller caller = new GrpcCaller(other.grpcPort())) {
            other.apply();
            test.accept(caller);
        }
    }

    private GetOnlineFeaturesResponse ask(GetOnlineFeaturesRequest.Builder request) {
        return caller.call(METHOD, request.build(), GetOnlineFeaturesResponse.parser());
    }

    private void assertFails(GetOnlineFeaturesRequest.Builder request, Status.Code code, String message) {
        assertThatThrownBy(() -> ask(request)).isInstanceOfSatisfying(StatusRuntimeException.class, failure -> {
            assertThat(failure.getStatus().getCode()).as(failure.getMessage()).isEqualTo(code);
            assertThat(failure.getStatus().getDescription()).contains(message);
        });
    }

    private static GetOnlineFeaturesRequest.Builder request(String... features) {
        return GetOnlineFeaturesRequest.newBuilder()
                .setFeatures(FeatureList.newBuilder().addAllVal(List.of(features)));
    }

    private static RepeatedValue texts(String... texts) {
        return values(Stream.of(texts)
                .map(text -> Value.newBuilder().setStringVal(text))
                .toArray(Value.Builder[]::new));
    }

    private static RepeatedValue values(Value.Builder... values) {
        RepeatedValue.Builder all = RepeatedValue.newBuilder();
        Stream.of(values).forEach(all::addVal);
        return all.build();
    }

    private static List<String> names(GetOnlineFeaturesResponse answer) {
        return answer.getMetadata().getFeatureNames().getValList();
    }
}
