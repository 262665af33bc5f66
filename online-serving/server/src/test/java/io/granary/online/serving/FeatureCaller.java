package io.granary.online.serving;

import feast.proto.serving.ServingAPIProto.FeatureList;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.Value;
import io.granary.core.definition.Revision;
import io.granary.http.grpc.GrpcCaller;
import io.granary.online.store.InMemoryOnlineStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Asks by messages that were generated from what Feast publishes, with the client that Feast's users have. */
@Timeout(60)
class FeatureCaller {

    static final String METHOD = "feast.serving.ServingService/GetOnlineFeatures";
    static final Instant ARRIVAL = Instant.parse("2001-01-15T10:00:00.000250Z");

    final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
    final RowWriter rows = new RowWriter(store);
    RunningServer server;
    GrpcCaller caller;
    Revision revision;

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

    GetOnlineFeaturesResponse ask(GetOnlineFeaturesRequest.Builder request) {
        return caller.call(METHOD, request.build(), GetOnlineFeaturesResponse.parser());
    }

    static GetOnlineFeaturesRequest.Builder request(String... features) {
        return GetOnlineFeaturesRequest.newBuilder()
                .setFeatures(FeatureList.newBuilder().addAllVal(List.of(features)));
    }

    static RepeatedValue texts(String... texts) {
        return values(Stream.of(texts)
                .map(text -> Value.newBuilder().setStringVal(text))
                .toArray(Value.Builder[]::new));
    }

    static RepeatedValue values(Value.Builder... values) {
        RepeatedValue.Builder all = RepeatedValue.newBuilder();
        Stream.of(values).forEach(all::addVal);
        return all.build();
    }

    static List<String> names(GetOnlineFeaturesResponse answer) {
        return answer.getMetadata().getFeatureNames().getValList();
    }
}
