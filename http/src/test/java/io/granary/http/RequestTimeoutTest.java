package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTimeoutTest {

    private static final Duration GRANTED = Duration.ofSeconds(2);

    @ParameterizedTest
    @CsvSource({"50ms,50000000", "1s,1000000000", "1.5s,1500000000", "0.05,50000000", "0.5ms,500000", "1,1000000000"})
    void readsWhatACallerGrants(String text, long nanos) {
        assertThat(RequestTimeout.nanos(text, GRANTED)).isEqualTo(nanos);
    }

    @Test
    void isWhatTheServiceGrantsWhenNothingIsSaid() {
        assertThat(RequestTimeout.nanos((String) null, GRANTED)).isEqualTo(GRANTED.toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3s", "999999999s", "2000.1ms"})
    void isAtMostWhatTheServiceGrants(String text) {
        assertThat(RequestTimeout.nanos(text, GRANTED)).isEqualTo(GRANTED.toNanos());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0ms",
                "-1s",
                "1m",
                "1e3",
                "NaN",
                "1 s",
                "ms",
                "1.",
                ".5",
                "0x1",
                "1,5",
                "9999999999s"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> RequestTimeout.nanos(text, GRANTED))
                .hasMessage(
                        "X-Request-Timeout: " + text + " (expected: a time > 0 such as 50ms, 1.5s or 0.05 (seconds))")
                .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_ARGUMENT);
    }
}
