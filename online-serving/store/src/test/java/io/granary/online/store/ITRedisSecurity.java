package io.granary.online.store;

import static io.granary.online.store.StoreTrial.assertFails;
import static io.granary.online.store.StoreTrial.assertWorks;

import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisCluster;
import io.granary.embedded.junit.SelfSigned;
import io.granary.online.store.RedisTls.Verification;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with and without certificates of clients, passwords, and users that may do no more than they must. */
@Timeout(60)
final class ITRedisSecurity {

    @TempDir
    private Path folder;

    @Test
    void tlsChecksWhoTheServerIs() {
        SelfSigned server = SelfSigned.create(folder, "127.0.0.1");
        try (EmbeddedRedis redis = tls(server).setting("tls-auth-clients", "no").start()) {
            assertWorks(RedisConfig.builder(redis.uri()).authorityFile(server.certificate()));
            assertWorks(RedisConfig.builder(redis.uri()).verification(Verification.NONE));
            assertFails(RedisConfig.builder(redis.uri()), "certification path");
        }
    }

    @Test
    void tlsChecksTheNameOfTheHostUnlessToldNotTo() {
        SelfSigned other = SelfSigned.create(folder, "elsewhere");
        try (EmbeddedRedis redis = tls(other).setting("tls-auth-clients", "no").start()) {
            assertWorks(RedisConfig.builder(redis.uri())
                    .authorityFile(other.certificate())
                    .verification(Verification.CA));
            assertFails(RedisConfig.builder(redis.uri()).authorityFile(other.certificate()), "127.0.0.1 found");
        }
    }

    @Test
    void tlsProvesWhoTheClientIs() {
        SelfSigned server = SelfSigned.create(folder, "127.0.0.1");
        try (EmbeddedRedis redis = tls(server).start()) {
            assertWorks(RedisConfig.builder(redis.uri())
                    .authorityFile(server.certificate())
                    .certificate(server.certificate(), server.key()));
            assertFails(RedisConfig.builder(redis.uri()).authorityFile(server.certificate()), "");
        }
    }

    private EmbeddedRedis.Builder tls(SelfSigned certificate) {
        return EmbeddedRedis.in(folder.resolve("redis"))
                .withoutSnapshots()
                .tls(certificate.certificate(), certificate.key(), certificate.certificate());
    }

    @Test
    void aPasswordIsAskedForAndNeverShown() {
        try (EmbeddedRedis redis = EmbeddedRedis.in(folder)
                .withoutSnapshots()
                .password("top secret")
                .start()) {
            assertWorks(RedisConfig.builder(redis.uri()).password("top secret"));
            assertFails(RedisConfig.builder(redis.uri()).password("wrong secret"), "WRONGPASS");
            assertFails(RedisConfig.builder(redis.uri()), "NOAUTH");
        }
    }

    @Test
    void aUserThatMayDoNoMoreThanItMustIsEnough() {
        try (EmbeddedRedis redis = EmbeddedRedis.in(folder).withoutSnapshots().start()) {
            StoreTrial.createUser(redis);
            assertWorks(RedisConfig.builder(redis.uri()).user(StoreTrial.USER).password(StoreTrial.PASSWORD));
        }
    }

    @Test
    void soItIsInACluster() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.in(folder, 3).start()) {
            cluster.nodes().forEach(StoreTrial::createUser);
            assertWorks(RedisConfig.builder(cluster.uri()).user(StoreTrial.USER).password(StoreTrial.PASSWORD));
        }
    }
}
