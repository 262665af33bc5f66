package io.granary.http.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import client.tools.ToolsProto.HealthRequest;
import client.tools.ToolsProto.HealthResponse;
import client.tools.ToolsProto.ReflectionRequest;
import client.tools.ToolsProto.ReflectionResponse;
import com.google.protobuf.MessageLite;
import io.granary.http.AdmissionConfig;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GrpcAdmissionTest {

    private static final String REFLECTION = "grpc.reflection.v1.ServerReflection/ServerReflectionInfo";

    private final RunningGrpc server = new RunningGrpc(
            HttpConfig.onPort(0).withAdmission(AdmissionConfig.DEFAULT.withMaxConcurrentRequests(1)),
            grpc -> grpc.health(new Health()));
    private final GrpcCaller caller = new GrpcCaller(server.port());

    @AfterEach
    void stop() {
        caller.close();
        server.close();
    }

    @Test
    void refusesACallThatIsTooMuchAtOnceButNoneAboutHealth() {
        Conversation first = new Conversation();
        first.awaitAnswer();
        Conversation second = new Conversation();

        Status refusal = Status.fromThrowable(second.failure());

        assertThat(refusal.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refusal.getDescription()).startsWith("server: busy with as many requests as it can take");
        assertThat(server.refused("overload")).isEqualTo(1);
        assertThat(caller.call(
                                "grpc.health.v1.Health/Check",
                                HealthRequest.getDefaultInstance(),
                                HealthResponse.parser())
                        .getStatus())
                .isEqualTo(1);

        first.end();
        Awaitility.await().ignoreExceptions().until(() -> {
            Conversation third = new Conversation();
            third.awaitAnswer();
            third.end();
            return true;
        });
    }

    /** A call that is open until its caller ends it. */
    private final class Conversation implements StreamObserver<ReflectionResponse> {

        private final CompletableFuture<Boolean> answered = new CompletableFuture<>();
        private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
        private final StreamObserver<MessageLite> questions =
                caller.converse(REFLECTION, ReflectionResponse.parser(), this);

        Conversation() {
            questions.onNext(ReflectionRequest.newBuilder().setListServices("*").build());
        }

        void awaitAnswer() {
            answered.join();
        }

        Throwable failure() {
            return failed.join();
        }

        void end() {
            questions.onCompleted();
        }

        @Override
        public void onNext(ReflectionResponse answer) {
            answered.complete(true);
        }

        @Override
        public void onError(Throwable failure) {
            failed.complete(failure);
            answered.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {}
    }
}
