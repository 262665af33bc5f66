package io.granary.online.serving;

import static feast.proto.serving.ServingAPIProto.FieldStatus.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.StringSet;
import feast.proto.types.ValueProto.Value;
import io.granary.http.grpc.GrpcCaller;
import io.granary.online.store.OnlineStore;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is answered to gRPC calls that cannot have what they ask for. */
final class FailedCallsTest extends FeatureCaller {

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
                request("airport_facts@v2:city").putEntities("airport", airport),
                Status.Code.NOT_FOUND,
                "features: 'airport_facts@v2:city' (expected: airport_facts@v1, the version that is served)");
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

    private static void withStore(OnlineStore store, Consumer<GrpcCaller> test) {
        try (RunningServer other = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store);
                GrpcCaller caller = new GrpcCaller(other.grpcPort())) {
            other.apply();
            test.accept(caller);
        }
    }

    private void assertFails(GetOnlineFeaturesRequest.Builder request, Status.Code code, String message) {
        assertThatThrownBy(() -> ask(request)).isInstanceOfSatisfying(StatusRuntimeException.class, failure -> {
            assertThat(failure.getStatus().getCode()).as(failure.getMessage()).isEqualTo(code);
            assertThat(failure.getStatus().getDescription()).contains(message);
        });
    }
}
