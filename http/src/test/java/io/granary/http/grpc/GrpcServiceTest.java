package io.granary.http.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.http.HttpConfig;
import io.granary.protocol.health.HealthCheckRequest;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GrpcServiceTest {

    private static RunningGrpc server;
    private GrpcCaller caller;

    @BeforeAll
    static void start() {
        HttpConfig config = HttpConfig.onPort(0).withMaxBodyBytes(1_000).withRequestTimeout(Duration.ofSeconds(2));
        server = new RunningGrpc(config, EchoService::addTo);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        caller = new GrpcCaller(server.port());
    }

    @AfterEach
    void disconnect() {
        caller.close();
    }

    @Test
    void answersACall() {
        assertThat(ask("a")).isEqualTo("a");
        assertThat(ask("")).isEmpty();
    }

    @Test
    void answersManyCallsAfterAnother() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(ask("call " + i)).isEqualTo("call " + i);
        }
    }

    @Test
    void takesAMessageThatIsPacked() {
        String text = "a".repeat(500);

        assertThat(ask(text, CallOptions.DEFAULT.withCompression("gzip"))).isEqualTo(text);
    }

    @Test
    void refusesAMessageThatIsTooLong() {
        assertFails(
                "a".repeat(1_001), Status.Code.RESOURCE_EXHAUSTED, "message: too long (expected: at most 1000 bytes)");
    }

    @Test
    void refusesAMessageThatUnpacksToTooMuch() {
        assertThatThrownBy(() -> ask("a".repeat(1_000_000), CallOptions.DEFAULT.withCompression("gzip")))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("RESOURCE_EXHAUSTED: message: too long (expected: at most 1000 bytes)");
    }

    @Test
    void refusesHeadersThatAreTooLong() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("long", Metadata.ASCII_STRING_MARSHALLER), "a".repeat(20_000));
        try (GrpcCaller wordy = new GrpcCaller(server.port(), headers)) {
            assertThatThrownBy(() -> wordy.call(
                            EchoService.CHECK, HealthCheckRequest.getDefaultInstance(), HealthCheckRequest.parser()))
                    .isInstanceOf(StatusRuntimeException.class);
        }
        assertThat(ask("a")).isEqualTo("a");
    }

    @Test
    void endsWithTheStatusAndMessageOfAFailure() {
        assertFails("invalid", Status.Code.INVALID_ARGUMENT, "größe: 5 (expected: < 5)");
    }

    @Test
    void tellsNothingOfAFailureThatNobodyExpected() {
        assertThatThrownBy(() -> ask("bug"))
                .hasMessageStartingWith("INTERNAL: Unexpected failure; the server's log has it under id ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void saysWhichMethodDoesNotExist() {
        assertThatThrownBy(() -> caller.call(
                        "no.Service/Method", HealthCheckRequest.getDefaultInstance(), HealthCheckRequest.parser()))
                .hasMessage("UNIMPLEMENTED: method: '/no.Service/Method' does not exist");
    }

    @Test
    void tellsAMethodHowLongItsCallerWaits() {
        assertThat(Long.parseLong(ask("timeout", CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS))))
                .isBetween(1_000_000_000L, 5_000_000_000L);
        assertThat(ask("timeout")).isEqualTo(Long.toString(Long.MAX_VALUE));
    }

    @Test
    void endsACallThatNobodyAnswers() {
        assertFails("silent", Status.Code.DEADLINE_EXCEEDED, "request: no answer after 2000 ms (expected: faster)");
        assertThat(server.refused("slow-answer")).isGreaterThanOrEqualTo(1);
    }

    private void assertFails(String request, Status.Code code, String message) {
        assertThatThrownBy(() -> ask(request)).isInstanceOfSatisfying(StatusRuntimeException.class, failure -> {
            assertThat(failure.getStatus().getCode()).isEqualTo(code);
            assertThat(failure.getStatus().getDescription()).isEqualTo(message);
        });
    }

    private String ask(String request) {
        return ask(request, CallOptions.DEFAULT);
    }

    private String ask(String request, CallOptions options) {
        return caller.call(
                        EchoService.CHECK,
                        HealthCheckRequest.newBuilder().setService(request).build(),
                        HealthCheckRequest.parser(),
                        options)
                .getService();
    }
}
