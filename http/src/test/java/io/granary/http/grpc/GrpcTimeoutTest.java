package io.granary.http.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GrpcTimeoutTest {

    @ParameterizedTest
    @CsvSource({
        "1H, 3600000000000",
        "2M, 120000000000",
        "3S, 3000000000",
        "50m, 50000000",
        "7u, 7000",
        "99999999n, 99999999",
        "0n, 0",
        "99999999H, 9223372036854775807"
    })
    void readsEachUnit(String header, long nanos) {
        assertThat(GrpcTimeout.nanos(header)).isEqualTo(nanos);
    }

    @Test
    void waitsForEverWithoutTheHeader() {
        assertThat(GrpcTimeout.nanos(null)).isEqualTo(GrpcTimeout.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "5", "-1S", "1.5S", "5s", "123456789S", "5 S"})
    void refusesWhatIsNoTimeout(String header) {
        assertThatThrownBy(() -> GrpcTimeout.nanos(header))
                .hasMessage("grpc-timeout: " + header + " (expected: at most 8 digits and one of H, M, S, m, u, n)");
    }
}
