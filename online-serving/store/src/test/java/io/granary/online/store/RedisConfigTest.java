package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RedisConfigTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void defaults() {
        assertThat(RedisConfig.of("redis://localhost:6379"))
                .isEqualTo(new RedisConfig(
                        "redis://localhost:6379", Duration.ofSeconds(2), Duration.ofSeconds(2), 100_000));
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(RedisConfig.of("redis://user:secret@localhost:6379").toString())
                .contains("localhost:6379")
                .doesNotContain("secret");
    }

    @Test
    void takesAPasswordOfAnyCharactersFromElsewhere() {
        RedisConfig config = RedisConfig.of("redis://store:6380/2").withPassword("p@ss/w:rd %?#");

        RedisURI uri = config.redisUri();
        assertThat(uri.getCredentialsProvider().resolveCredentials().block().getPassword())
                .isEqualTo("p@ss/w:rd %?#".toCharArray());
        assertThat(uri.getHost()).isEqualTo("store");
        assertThat(uri.getPort()).isEqualTo(6380);
        assertThat(uri.getDatabase()).isEqualTo(2);
        assertThat(config.toString()).doesNotContain("p@ss");
    }

    @Test
    void refusesWhatIsNotARedisUri() {
        assertThatThrownBy(() -> RedisConfig.of("http://secret@localhost"))
                .hasMessage("redis.uri: not readable (expected: redis://[user:password@]host:port)");
    }

    @Test
    void refusesTimeoutsThatAreNotPositive() {
        assertThatThrownBy(() -> new RedisConfig("redis://localhost", Duration.ZERO, SECOND, 1))
                .hasMessage("redis.command-timeout: PT0S (expected: > 0)");
        assertThatThrownBy(() -> new RedisConfig("redis://localhost", SECOND, Duration.ofSeconds(-1), 1))
                .hasMessage("redis.connect-timeout: PT-1S (expected: > 0)");
    }

    @Test
    void refusesToHoldNoCommand() {
        assertThatThrownBy(() -> new RedisConfig("redis://localhost", SECOND, SECOND, 0))
                .hasMessage("redis.max-pending: 0 (expected: >= 1)");
    }
}
