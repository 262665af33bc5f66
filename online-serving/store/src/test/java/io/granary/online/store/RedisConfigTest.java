package io.granary.online.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.online.store.RedisConfig.ReadFrom;
import io.granary.online.store.RedisTls.Verification;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisConfigTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    @Test
    void defaults() {
        assertThat(RedisConfig.of("redis://localhost:6379"))
                .isEqualTo(new RedisConfig(
                        "redis://localhost:6379",
                        new RedisLogin(null, null, null),
                        new RedisTls(null, null, null, Verification.FULL),
                        ReadFrom.MASTER,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        100_000,
                        64 << 20));
    }

    @Test
    void everySetting() {
        Path authority = Path.of("ca.pem");
        Path certificate = Path.of("me.pem");
        Path key = Path.of("me.key");
        assertThat(RedisConfig.builder("rediss-sentinel://one,two:26380/3#store")
                        .user("granary")
                        .password("secret")
                        .sentinelPassword("other")
                        .authorityFile(authority)
                        .certificate(certificate, key)
                        .verification(Verification.CA)
                        .readFrom(ReadFrom.REPLICA_PREFERRED)
                        .commandTimeout(SECOND)
                        .connectTimeout(SECOND)
                        .maxPending(7)
                        .nearCacheBytes(9)
                        .build())
                .isEqualTo(new RedisConfig(
                        "rediss-sentinel://one,two:26380/3#store",
                        new RedisLogin("granary", "secret", "other"),
                        new RedisTls(authority, certificate, key, Verification.CA),
                        ReadFrom.REPLICA_PREFERRED,
                        SECOND,
                        SECOND,
                        7,
                        9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://store | STANDALONE | store:6379",
                "rediss://user:secret@store:7000/2 | STANDALONE | store:7000",
                "redis-sentinel://user:secret@one:1,two#main | SENTINEL | one:1,two:26379",
                "redis-cluster://user:secret@one:1,two:2 | CLUSTER | one:1,two:2",
                "rediss-cluster://one | CLUSTER | one:6379",
            })
    void formsOfTheUri(String uri, RedisAddress.Mode mode, String hosts) {
        RedisConfig config = RedisConfig.of(uri);

        assertThat(config.resolved().mode()).isEqualTo(mode);
        assertThat(config.address()).isEqualTo(hosts);
        assertThat(config.toString()).contains(hosts).doesNotContain("secret");
        assertThat(config.resolved().uris()).allMatch(each -> each.isSsl() == uri.startsWith("rediss"));
    }

    @Test
    void takesUserAndPasswordOfAnyCharactersFromElsewhere() {
        RedisConfig config = RedisConfig.builder("redis-cluster://store:6380,other")
                .user("granary")
                .password("p@ss/w:rd+ %?#")
                .build();

        assertThat(config.resolved().uris()).hasSize(2).allSatisfy(uri -> {
            assertThat(credentials(uri).getUsername()).isEqualTo("granary");
            assertThat(credentials(uri).getPassword()).isEqualTo("p@ss/w:rd+ %?#".toCharArray());
        });
        assertThat(config.toString()).doesNotContain("p@ss");
    }

    @Test
    void keepsTheUserOfTheUriBesideAPasswordFromElsewhere() {
        RedisURI uri = RedisConfig.builder("rediss://granary@store/4")
                .password("secret")
                .verification(Verification.NONE)
                .build()
                .resolved()
                .first();

        assertThat(credentials(uri).getUsername()).isEqualTo("granary");
        assertThat(credentials(uri).getPassword()).isEqualTo("secret".toCharArray());
        assertThat(uri.isSsl()).isTrue();
        assertThat(uri.getVerifyMode()).isEqualTo(SslVerifyMode.NONE);
        assertThat(uri.getDatabase()).isEqualTo(4);
    }

    @Test
    void theSentinelsHaveAPasswordOfTheirOwn() {
        RedisAddress address = RedisConfig.builder("rediss-sentinel://one,two#store")
                .password("secret")
                .sentinelPassword("other")
                .verification(Verification.CA)
                .build()
                .resolved();

        assertThat(credentials(address.first()).getPassword()).isEqualTo("secret".toCharArray());
        assertThat(address.sentinels()).hasSize(2).allSatisfy(sentinel -> {
            assertThat(credentials(sentinel).getPassword()).isEqualTo("other".toCharArray());
            assertThat(sentinel.isSsl()).isTrue();
            assertThat(sentinel.getVerifyMode()).isEqualTo(SslVerifyMode.CA);
        });
    }

    @Test
    void refusesWhatIsSaidTwice() {
        assertRefused(
                RedisConfig.builder("redis://granary:one@store:6379").password("two"),
                "redis.password: *** (expected: none in the URI beside it)");
        assertRefused(
                RedisConfig.builder("redis://granary:one@store:6379").user("other"),
                "redis.user: other (expected: none in the URI beside it)");
    }

    @Test
    void refusesAUserWithoutPassword() {
        assertRefused(
                RedisConfig.builder("redis://store").user("granary"),
                "redis.password: none (expected: one for the user)");
    }

    @Test
    void refusesWhatIsNotARedisUri() {
        for (String uri : List.of("http://secret@localhost", "redis-cluster://", "store:6379", "redis-cluster:store")) {
            assertRefused(
                    RedisConfig.builder(uri),
                    "redis.uri: not readable (expected: redis://[user:password@]host:port[/database],"
                            + " redis-sentinel://host:port[,host:port]#master or redis-cluster://host:port[,host:port];"
                            + " rediss for TLS)");
        }
    }

    @Test
    void refusesSettingsThatHaveNoMeaningHere() {
        assertRefused(
                RedisConfig.builder("redis-sentinel://one"),
                "redis.uri: no master (expected: redis-sentinel://host:port#master)");
        assertRefused(
                RedisConfig.builder("redis-cluster://store:6379/2"),
                "redis.uri: database 2 (expected: none: a cluster has one)");
        assertRefused(
                RedisConfig.builder("redis://store").readFrom(ReadFrom.REPLICA_PREFERRED),
                "redis.read-from: replica-preferred (expected: a redis.uri of redis-sentinel or redis-cluster)");
        assertRefused(
                RedisConfig.builder("redis://store").sentinelPassword("secret"),
                "redis.sentinel-password: *** (expected: a redis.uri of redis-sentinel)");
        assertRefused(
                RedisConfig.builder("redis://store").authorityFile(Path.of("ca.pem")),
                "redis.ca-file: ca.pem (expected: a redis.uri with TLS (rediss))");
        assertRefused(
                RedisConfig.builder("redis://store").certificate(Path.of("a.pem"), Path.of("a.key")),
                "redis.certificate-file: a.pem (expected: a redis.uri with TLS (rediss))");
    }

    @Test
    void refusesHalfACertificate() {
        assertRefused(
                RedisConfig.builder("rediss://store").certificate(null, Path.of("a.key")),
                "redis.key-file: a.key (expected: redis.certificate-file beside it)");
        assertRefused(
                RedisConfig.builder("rediss://store").certificate(Path.of("a.pem"), null),
                "redis.certificate-file: a.pem (expected: redis.key-file beside it)");
    }

    @Test
    void filesThatCannotBeUsedAreNamedWhenItOpens() throws IOException {
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> open(RedisConfig.builder("rediss://store").authorityFile(missing)))
                .hasMessage("redis.ca-file: " + missing + " (expected: a file that can be read)");

        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        assertThatThrownBy(() -> open(RedisConfig.builder("rediss://store").authorityFile(text)))
                .hasMessage("redis.ca-file: " + text + " (expected: PEM certificates)");
        assertThatThrownBy(() -> open(RedisConfig.builder("rediss://store").certificate(text, text)))
                .hasMessage("redis.key-file: " + text + " (expected: a PEM key in PKCS #8)");
    }

    private static void open(RedisConfig.Builder config) {
        RedisOnlineStore.open(config.build()).close();
    }

    @Test
    void refusesTimeoutsThatAreNotPositive() {
        assertRefused(
                RedisConfig.builder("redis://localhost").commandTimeout(Duration.ZERO),
                "redis.command-timeout: PT0S (expected: > 0)");
        assertRefused(
                RedisConfig.builder("redis://localhost").connectTimeout(Duration.ofSeconds(-1)),
                "redis.connect-timeout: PT-1S (expected: > 0)");
    }

    @Test
    void refusesToHoldNoCommand() {
        assertRefused(RedisConfig.builder("redis://localhost").maxPending(0), "redis.max-pending: 0 (expected: >= 1)");
    }

    private static void assertRefused(RedisConfig.Builder config, String message) {
        assertThatThrownBy(config::build).hasMessage(message);
    }

    private static RedisCredentials credentials(RedisURI uri) {
        return requireNonNull(uri.getCredentialsProvider().resolveCredentials().block());
    }
}
