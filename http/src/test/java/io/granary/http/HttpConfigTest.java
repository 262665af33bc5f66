package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpConfigTest {

    private static final HttpConfig CONFIG = HttpConfig.onPort(6566);

    private static final AdmissionConfig ADMISSION = AdmissionConfig.DEFAULT;

    @Test
    void hasTheseDefaults() {
        assertThat(CONFIG)
                .isEqualTo(new HttpConfig(
                        "127.0.0.1",
                        6566,
                        8 * 1024 * 1024,
                        16 * 1024,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        10_000,
                        new AdmissionConfig(2_000, 256L * 1024 * 1024, Duration.ofMillis(50))));
    }

    @Test
    void changesOneValueAtATime() {
        HttpConfig changed = CONFIG.withHost("0.0.0.0")
                .withMaxBodyBytes(1)
                .withMaxHeaderBytes(2)
                .withIdleTimeout(Duration.ofMillis(3))
                .withRequestTimeout(Duration.ofMillis(4))
                .withMaxConnections(5)
                .withAdmission(ADMISSION
                        .withMaxConcurrentRequests(6)
                        .withMaxUnsentBytes(7)
                        .withMaxLoopDelay(Duration.ofMillis(8)));

        assertThat(changed)
                .isEqualTo(new HttpConfig(
                        "0.0.0.0",
                        6566,
                        1,
                        2,
                        Duration.ofMillis(3),
                        Duration.ofMillis(4),
                        5,
                        new AdmissionConfig(6, 7, Duration.ofMillis(8))));
    }

    @Test
    void sharesAdmissionAmongEventLoops() {
        AdmissionConfig admission = new AdmissionConfig(7, 9, Duration.ofMillis(8));

        assertThat(admission.share(2)).isEqualTo(new AdmissionConfig(4, 4, Duration.ofMillis(8)));
        assertThat(admission.share(100)).isEqualTo(new AdmissionConfig(1, 1, Duration.ofMillis(8)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrong(ThrowingCallable mistake, String message) {
        assertThatThrownBy(mistake).isInstanceOf(GranaryException.class).hasMessage(message);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(() -> HttpConfig.onPort(65_536), "port: 65536 (expected: 0 to 65535)"),
                mistake(() -> HttpConfig.onPort(-1), "port: -1 (expected: 0 to 65535)"),
                mistake(() -> CONFIG.withHost(" "), "host:   (expected: an address)"),
                mistake(() -> CONFIG.withMaxBodyBytes(0), "max-body-size: 0 (expected: > 0)"),
                mistake(() -> CONFIG.withMaxHeaderBytes(-1), "max-header-size: -1 (expected: > 0)"),
                mistake(() -> CONFIG.withIdleTimeout(Duration.ZERO), "idle-timeout: PT0S (expected: > 0)"),
                mistake(
                        () -> CONFIG.withRequestTimeout(Duration.ofSeconds(-1)),
                        "request-timeout: PT-1S (expected: > 0)"),
                mistake(() -> CONFIG.withMaxConnections(0), "max-connections: 0 (expected: > 0)"),
                mistake(() -> ADMISSION.withMaxConcurrentRequests(0), "max-concurrent-requests: 0 (expected: > 0)"),
                mistake(() -> ADMISSION.withMaxUnsentBytes(-1), "max-unsent-size: -1 (expected: > 0)"),
                mistake(() -> ADMISSION.withMaxLoopDelay(Duration.ZERO), "max-event-loop-delay: PT0S (expected: > 0)"));
    }

    private static Arguments mistake(ThrowingCallable mistake, String message) {
        return Arguments.of(mistake, message);
    }
}
