package io.granary.online.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCredentials;
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
        RedisConfig config = RedisConfig.of("redis://store:6380/2").withPassword("p@ss/w:rd+ %?#");

        assertThat(credentials(config).getPassword()).isEqualTo("p@ss/w:rd+ %?#".toCharArray());
        assertThat(config.address()).isEqualTo("store:6380");
        assertThat(config.redisUri().getDatabase()).isEqualTo(2);
        assertThat(config.toString()).doesNotContain("p@ss");
    }

    @Test
    void keepsTheUserOfTheUriBesideAPasswordFromElsewhere() {
        RedisConfig config = RedisConfig.of("rediss://granary@store").withPassword("secret");

        assertThat(credentials(config).getUsername()).isEqualTo("granary");
        assertThat(credentials(config).getPassword()).isEqualTo("secret".toCharArray());
        assertThat(config.redisUri().isSsl()).isTrue();
    }

    @Test
    void refusesTwoPasswords() {
        assertThatThrownBy(
                        () -> RedisConfig.of("redis://granary:one@store:6379").withPassword("two"))
                .hasMessage("redis.password: *** (expected: none in the URI beside it)");
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

    private static RedisCredentials credentials(RedisConfig config) {
        return requireNonNull(
                config.redisUri().getCredentialsProvider().resolveCredentials().block());
    }
}
