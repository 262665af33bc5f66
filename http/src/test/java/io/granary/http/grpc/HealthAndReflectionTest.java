package io.granary.http.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import client.tools.ToolsProto.Files;
import client.tools.ToolsProto.HealthRequest;
import client.tools.ToolsProto.HealthResponse;
import client.tools.ToolsProto.ReflectionRequest;
import client.tools.ToolsProto.ReflectionResponse;
import client.tools.ToolsProto.Service;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.granary.http.Health;
import io.granary.http.HealthStatus;
import io.granary.http.HttpConfig;
import io.grpc.ClientCall;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class HealthAndReflectionTest {

    private static final int SERVING = 1;
    private static final int NOT_SERVING = 2;
    private static final int SERVICE_UNKNOWN = 3;

    private volatile HealthStatus store = HealthStatus.up();
    private final RunningGrpc server =
            new RunningGrpc(HttpConfig.onPort(0), grpc -> grpc.health(new Health().check("store", () -> store)));
    private final GrpcCaller caller = new GrpcCaller(server.port());

    @AfterEach
    void stop() {
        caller.close();
        server.close();
    }

    @Test
    void saysWhetherTheProcessIsReady() {
        assertThat(health("")).isEqualTo(SERVING);
        assertThat(health("grpc.health.v1.Health")).isEqualTo(SERVING);

        store = HealthStatus.down("no answer");

        assertThat(health("")).isEqualTo(NOT_SERVING);
    }

    @Test
    void knowsNoServiceThatIsNotThere() {
        assertThatThrownBy(() -> health("no.Service")).hasMessage("NOT_FOUND: service: 'no.Service' does not exist");
    }

    @Test
    void tellsChangesToThoseWhoWatch() {
        Iterator<HealthResponse> states = watch("");

        assertThat(states.next().getStatus()).isEqualTo(SERVING);
        store = HealthStatus.down("no answer");
        assertThat(states.next().getStatus()).isEqualTo(NOT_SERVING);
        assertThat(watch("no.Service").next().getStatus()).isEqualTo(SERVICE_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1alpha"})
    void tellsItsServices(String version) {
        ReflectionResponse answer =
                reflect(version, ReflectionRequest.newBuilder().setListServices("*"));

        assertThat(answer.getServices().getServiceList())
                .extracting(Service::getName)
                .containsExactly(
                        "grpc.health.v1.Health",
                        "grpc.reflection.v1.ServerReflection",
                        "grpc.reflection.v1alpha.ServerReflection");
    }

    @Test
    void tellsTheFileOfASymbolAndWhatItImports() throws InvalidProtocolBufferException {
        ReflectionResponse bySymbol =
                reflect("v1", ReflectionRequest.newBuilder().setFileContainingSymbol("grpc.health.v1.Health.Check"));
        ReflectionResponse byName =
                reflect("v1", ReflectionRequest.newBuilder().setFileByFilename("grpc/health/v1/health.proto"));

        assertThat(FileDescriptorProto.parseFrom(bySymbol.getFiles().getFileDescriptorProto(0))
                        .getName())
                .isEqualTo("grpc/health/v1/health.proto");
        assertThat(byName.getFiles()).isEqualTo(bySymbol.getFiles()).isNotEqualTo(Files.getDefaultInstance());
    }

    @Test
    void saysWhenThereIsNoSuchThing() {
        assertThat(reflect("v1", ReflectionRequest.newBuilder().setFileContainingSymbol("no.Symbol"))
                        .getFailure()
                        .getCode())
                .isEqualTo(5);
        assertThat(reflect("v1", ReflectionRequest.newBuilder().setAllExtensionNumbersOfType("no.Type"))
                        .getFailure()
                        .getCode())
                .isEqualTo(5);
        assertThat(reflect("v1", ReflectionRequest.newBuilder()).getFailure().getCode())
                .isEqualTo(12);
    }

    @Test
    void hearsNoMoreQuestionsFromACallerThatTakesNoAnswers() {
        ClientCall<MessageLite, ReflectionResponse> call =
                caller.ask("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", ReflectionResponse.parser());
        MessageLite question = ReflectionRequest.newBuilder()
                .setFileByFilename("grpc/health/v1/health.proto")
                .build();

        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    boolean isHeard = call.isReady();
                    for (int i = 0; i < 1_000 && call.isReady(); i++) {
                        call.sendMessage(question);
                    }
                    return !isHeard;
                });
        call.cancel("enough", null);
    }

    private int health(String service) {
        return caller.call(
                        "grpc.health.v1.Health/Check",
                        HealthRequest.newBuilder().setService(service).build(),
                        HealthResponse.parser())
                .getStatus();
    }

    private Iterator<HealthResponse> watch(String service) {
        return caller.watch(
                "grpc.health.v1.Health/Watch",
                HealthRequest.newBuilder().setService(service).build(),
                HealthResponse.parser());
    }

    private ReflectionResponse reflect(String version, ReflectionRequest.Builder request) {
        CompletableFuture<ReflectionResponse> answer = new CompletableFuture<>();
        StreamObserver<MessageLite> questions = caller.converse(
                "grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo",
                ReflectionResponse.parser(),
                new FirstAnswer<>(answer));
        questions.onNext(request.build());
        questions.onCompleted();
        return answer.join();
    }

    /** Completes with the first answer. */
    private record FirstAnswer<T>(CompletableFuture<T> answer) implements StreamObserver<T> {

        @Override
        public void onNext(T value) {
            answer.complete(value);
        }

        @Override
        public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            answer.completeExceptionally(new AssertionError("no answer"));
        }
    }
}
