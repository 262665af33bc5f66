package io.granary.online.store;

import static io.granary.online.store.ClusterKeys.assertEverythingIsThere;
import static io.granary.online.store.ClusterKeys.read;
import static io.granary.online.store.ClusterKeys.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisCluster;
import io.granary.embedded.junit.SelfSigned;
import io.granary.online.store.RedisTls.Verification;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three masters that speaks TLS, and a user that may do no more than it must. */
@Timeout(60)
final class ITClusterTls {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private SelfSigned certificate;
    private EmbeddedRedisCluster cluster;

    @BeforeEach
    void start() {
        certificate = SelfSigned.create(folder, "127.0.0.1");
        cluster = cluster("cluster", certificate);
    }

    private EmbeddedRedisCluster cluster(String name, SelfSigned proof) {
        EmbeddedRedisCluster started = EmbeddedRedisCluster.in(folder.resolve(name), 3)
                .tls(proof.certificate(), proof.key(), proof.certificate())
                .setting("tls-auth-clients", "no")
                .start();
        started.nodes().forEach(StoreTrial::createUser);
        return started;
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void rowsAreWrittenAndReadOverTlsOnly() {
        StoreTrial.assertWorks(config(cluster).authorityFile(certificate.certificate()));
        try (OnlineStore store = open()) {
            assertThat(store.write(records(1))).succeedsWithin(PATIENCE);
            assertEverythingIsThere(read(store, PATIENCE), 1);

            cluster.nodes().forEach(StoreTrial::assertConnectedOverTlsOnly);
        }
    }

    @Test
    void redirectsAreFollowed() {
        try (OnlineStore store = open()) {
            assertThat(store.write(records(1))).succeedsWithin(PATIENCE);

            ClusterKeys.assertSlotsAreFollowed(cluster, store);
        }
    }

    @Test
    void aMasterThatWasGoneIsFoundAgain() {
        try (OnlineStore store = open()) {
            assertThat(store.write(records(1))).succeedsWithin(PATIENCE);
            cluster.nodes().get(1).kill();
            EmbeddedRedis empty = cluster.restart(1);
            StoreTrial.createUser(empty);

            await().untilAsserted(() -> assertThat(store.write(records(2))).succeedsWithin(PATIENCE));
            await().untilAsserted(() -> assertEverythingIsThere(read(store, PATIENCE), 2));
        }
    }

    @Test
    void whoIsNotVouchedForIsRefused() {
        SelfSigned stranger = SelfSigned.create(folder, "elsewhere");

        StoreTrial.assertFails(config(cluster), "unable to find valid certification path");
        StoreTrial.assertFails(
                config(cluster).authorityFile(stranger.certificate()), "unable to find valid certification path");
        StoreTrial.assertWorks(config(cluster).verification(Verification.NONE));
    }

    @Test
    void aCertificateOfAnotherHostIsRefusedUnlessToldNotTo() {
        SelfSigned other = SelfSigned.create(folder, "elsewhere");
        try (EmbeddedRedisCluster misnamed = cluster("misnamed", other)) {
            StoreTrial.assertFails(config(misnamed).authorityFile(other.certificate()), "127.0.0.1 found");
            StoreTrial.assertWorks(
                    config(misnamed).authorityFile(other.certificate()).verification(Verification.CA));
        }
    }

    private OnlineStore open() {
        OnlineStore store = RedisOnlineStore.open(
                config(cluster).authorityFile(certificate.certificate()).build());
        await().untilAsserted(() -> assertThat(store.ping()).succeedsWithin(PATIENCE));
        return store;
    }

    private static RedisConfig.Builder config(EmbeddedRedisCluster of) {
        return RedisConfig.builder(of.uri()).user(StoreTrial.USER).password(StoreTrial.PASSWORD);
    }
}
