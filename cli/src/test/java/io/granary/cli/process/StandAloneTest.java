package io.granary.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.HttpConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class StandAloneTest {

    @Test
    void aPortThatIsTakenIsToldAsUnavailable() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpConfig management = HttpConfig.onPort(taken.getLocalPort());

            GranaryException failure = catchThrowableOfType(
                    GranaryException.class, () -> StandAlone.start(management, context -> () -> {}));

            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure).hasMessageStartingWith("Cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }
}
