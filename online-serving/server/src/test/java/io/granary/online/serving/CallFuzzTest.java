package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse.FeatureVector;
import io.granary.core.definition.Revision;
import io.granary.http.grpc.GrpcCaller;
import io.granary.online.store.InMemoryOnlineStore;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever bytes a gRPC call brings, the answer is features or says what is wrong with the request. The corpus is replayed
 * in every build; {@code JAZZER_FUZZ=1} looks for more.
 */
class CallFuzzTest {

    private static GrpcCaller caller;
    private static RunningServer server;

    @BeforeAll
    static void start() {
        InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
        server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store);
        Revision revision = server.apply();
        new RowWriter(store)
                .put(
                        revision,
                        Flights.AIRPORT_FACTS,
                        List.of("JFK"),
                        RunningServer.NOW,
                        "New York",
                        40.64,
                        4f,
                        List.of(4));
        caller = new GrpcCaller(server.grpcPort());
    }

    @AfterAll
    static void stop() {
        caller.close();
        server.close();
    }

    @FuzzTest(maxDuration = "2m")
    void answersWithFeaturesOrTellsWhatIsWrong(byte[] message) {
        GetOnlineFeaturesResponse answer;
        try {
            answer = caller.call(FeatureCaller.METHOD, message, GetOnlineFeaturesResponse.parser());
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode())
                    .as(e.getMessage())
                    .isIn(Code.INVALID_ARGUMENT, Code.NOT_FOUND, Code.FAILED_PRECONDITION);
            return;
        }
        assertThat(answer.getResultsCount())
                .isEqualTo(answer.getMetadata().getFeatureNames().getValCount());
        assertThat(answer.getResultsList()).allSatisfy(CallFuzzTest::assertSameLengths);
    }

    private static void assertSameLengths(FeatureVector result) {
        assertThat(result.getStatusesCount()).isPositive().isEqualTo(result.getValuesCount());
        assertThat(result.getEventTimestampsCount()).isEqualTo(result.getValuesCount());
    }
}
