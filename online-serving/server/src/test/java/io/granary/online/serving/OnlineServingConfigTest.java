package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OnlineServingConfigTest {

    @Test
    void hasDefaults() {
        assertThat(OnlineServingConfig.of("flights"))
                .isEqualTo(new OnlineServingConfig("flights", 1_000, 1_000, Duration.ofSeconds(1)));
    }

    @Test
    void refusesLimitsThatGrantNothing() {
        assertThatThrownBy(() -> new OnlineServingConfig("flights", 0, 1, Duration.ofSeconds(1)))
                .hasMessage("serving.max-rows: 0 (expected: > 0)");
        assertThatThrownBy(() -> new OnlineServingConfig("flights", 1, -1, Duration.ofSeconds(1)))
                .hasMessage("serving.max-features: -1 (expected: > 0)");
        assertThatThrownBy(() -> new OnlineServingConfig("flights", 1, 1, Duration.ZERO))
                .hasMessage("serving.deadline: PT0S (expected: > 0)");
    }
}
