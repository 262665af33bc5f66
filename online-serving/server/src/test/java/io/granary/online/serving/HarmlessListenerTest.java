package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import feast.proto.serving.ServingAPIProto.FeatureList;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import io.granary.core.definition.Revision;
import io.granary.http.grpc.GrpcCaller;
import io.granary.online.store.InMemoryOnlineStore;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HarmlessListenerTest {

    private static final Instant ARRIVAL = Instant.parse("2001-01-15T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(RunningServer.NOW);
    private static final String BODY = """
            {"features": ["airport_arrivals:*"], "entities": {"airport": ["JFK", "X"]}}
            """;

    private final InMemoryOnlineStore store = new InMemoryOnlineStore(CLOCK);

    @Test
    void aListenerThatThrowsChangesNoAnswer() {
        String body;
        GetOnlineFeaturesResponse message;
        try (RunningServer quiet = server(AnswerListener.NONE)) {
            body = ask(quiet).body();
            message = askOverGrpc(quiet);
        }
        try (RunningServer server = server(answer -> {
            throw new IllegalStateException("the listener's own failure");
        })) {
            assertThat(ask(server)).satisfies(answer -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(body);
            });
            assertThat(askOverGrpc(server)).isEqualTo(message);
            assertThat(ask(server).body()).as("on the same connection").isEqualTo(body);
            assertThat(failures(server)).isEqualTo(3);
        }
    }

    @Test
    void norDoesOneThatFailsAsNothingShould() {
        try (RunningServer server = server(answer -> {
            throw new AssertionError("a bug");
        })) {
            assertThat(ask(server).statusCode()).isEqualTo(200);
            assertThat(askOverGrpc(server).getResultsCount()).isPositive();
            assertThat(failures(server)).isEqualTo(2);
        }
    }

    private RunningServer server(AnswerListener listener) {
        RunningServer server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store, CLOCK, listener);
        Revision revision = server.apply();
        new RowWriter(store).put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), ARRIVAL, 17L, null);
        return server;
    }

    private static HttpResponse<String> ask(RunningServer server) {
        return server.post(BODY);
    }

    private static GetOnlineFeaturesResponse askOverGrpc(RunningServer server) {
        GrpcCaller caller = new GrpcCaller(server.grpcPort());
        GetOnlineFeaturesRequest request = GetOnlineFeaturesRequest.newBuilder()
                .setFeatures(FeatureList.newBuilder().addVal("airport_arrivals:*"))
                .putEntities("airport", FeatureCaller.texts("JFK"))
                .build();
        GetOnlineFeaturesResponse answer =
                caller.call(FeatureCaller.METHOD, request, GetOnlineFeaturesResponse.parser());
        caller.close();
        return answer;
    }

    private static double failures(RunningServer server) {
        return server.meters.counter("granary.online.listener.failures").count();
    }
}
