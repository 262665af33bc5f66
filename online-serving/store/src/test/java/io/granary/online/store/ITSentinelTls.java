package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.embedded.EmbeddedRedisSentinel;
import io.granary.embedded.junit.SelfSigned;
import io.granary.online.store.RedisTls.Verification;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sentinel, a master and a replica that speak TLS, and a user that may do no more than it must. */
@Timeout(60)
final class ITSentinelTls {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void theReplicaThatTookOverIsFollowedOverTlsOnly() {
        SelfSigned certificate = SelfSigned.create(folder, "127.0.0.1");
        try (EmbeddedRedisSentinel watched = start(certificate);
                OnlineStore store = RedisOnlineStore.open(
                        config(watched).authorityFile(certificate.certificate()).build())) {
            await().untilAsserted(() ->
                    assertThat(store.write(ClusterKeys.records(1))).succeedsWithin(PATIENCE));
            ClusterKeys.assertEverythingIsThere(ClusterKeys.read(store, PATIENCE), 1);
            StoreTrial.assertConnectedOverTlsOnly(watched.master());

            watched.master().kill();

            await().untilAsserted(() ->
                    assertThat(store.write(ClusterKeys.records(2))).succeedsWithin(PATIENCE));
            await().ignoreExceptions()
                    .untilAsserted(() -> ClusterKeys.assertEverythingIsThere(ClusterKeys.read(store, PATIENCE), 2));
            StoreTrial.assertConnectedOverTlsOnly(watched.replica());
        }
    }

    @Test
    void whoIsNotVouchedForIsRefused() {
        SelfSigned certificate = SelfSigned.create(folder, "127.0.0.1");
        SelfSigned stranger = SelfSigned.create(folder, "elsewhere");
        try (EmbeddedRedisSentinel watched = start(certificate)) {
            StoreTrial.assertFails(config(watched), "unable to find valid certification path");
            StoreTrial.assertFails(
                    config(watched).authorityFile(stranger.certificate()), "unable to find valid certification path");
            StoreTrial.assertWorks(config(watched).verification(Verification.NONE));
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefusedUnlessToldNotTo() {
        SelfSigned other = SelfSigned.create(folder, "elsewhere");
        try (EmbeddedRedisSentinel watched = start(other)) {
            StoreTrial.assertFails(config(watched).authorityFile(other.certificate()), "127.0.0.1 found");
            StoreTrial.assertWorks(
                    config(watched).authorityFile(other.certificate()).verification(Verification.CA));
        }
    }

    private EmbeddedRedisSentinel start(SelfSigned certificate) {
        EmbeddedRedisSentinel started = EmbeddedRedisSentinel.in(folder.resolve("redis"))
                .tls(certificate.certificate(), certificate.key(), certificate.certificate())
                .start();
        StoreTrial.createUser(started.master());
        StoreTrial.createUser(started.replica());
        return started;
    }

    private static RedisConfig.Builder config(EmbeddedRedisSentinel of) {
        return RedisConfig.builder(of.uri()).user(StoreTrial.USER).password(StoreTrial.PASSWORD);
    }
}
