package io.granary.registry.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RolloutConfigTest {

    @Test
    void hasDefaults() {
        assertThat(RolloutConfig.DEFAULT)
                .isEqualTo(new RolloutConfig(
                        Duration.ofMinutes(15), Duration.ofMillis(200), Duration.ofSeconds(5), 2_000));
    }

    @Test
    void refusesTimesThatPassAtOnceAndNoReaders() {
        assertThatThrownBy(() -> RolloutConfig.DEFAULT.withRetireAfter(Duration.ZERO))
                .hasMessage("registry.retire-after: PT0S (expected: at least 1ms)");
        assertThatThrownBy(() ->
                        new RolloutConfig(Duration.ofMinutes(15), Duration.ofMillis(200), Duration.ofSeconds(5), 0))
                .hasMessage("registry.max-readers: 0 (expected: > 0)");
    }
}
