package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two event loops read without a pause while Redis freezes, dies and comes back. */
@Timeout(120)
final class ITReadsThroughOutages {

    private static final Tags PLAIN = Tags.of("connections", "plain");

    private static final Duration DEADLINE = Duration.ofMillis(100);

    /** The deadline, and what a busy machine adds to it. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(2);
    private static final int KEYS = 500;
    private static final int MAX_PENDING = 2_000;

    @TempDir
    private Path folder;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final List<ReadingLoop> readers = new ArrayList<>();
    private EmbeddedRedis redis;
    private OnlineStore store;

    @BeforeEach
    void start() {
        redis = start(0);
        RedisConfig config = RedisConfig.builder(redis.uri())
                .commandTimeout(Duration.ofSeconds(1))
                .maxPending(MAX_PENDING)
                .build();
        store = RedisOnlineStore.open(config, meters);
        write();
        loops.forEach(loop -> readers.add(new ReadingLoop(loop, store, KEYS, DEADLINE)));
        readers.forEach(ReadingLoop::start);
        await().untilAsserted(() -> assertThat(readers).allMatch(reader -> reader.answered() > 100));
    }

    @AfterEach
    void stop() {
        readers.forEach(ReadingLoop::stop);
        store.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        redis.close();
    }

    @Test
    void answersEndAtTheirDeadlineWhileRedisIsFrozen() throws Exception {
        signal("STOP");
        readers.forEach(ReadingLoop::forget);
        await().untilAsserted(() -> assertThat(readers).allMatch(reader -> reader.failed() > 50));
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        assertThat(meters.get("granary.online.store.read.pending")
                        .tags(PLAIN)
                        .gauge()
                        .value())
                .isLessThanOrEqualTo(2 * MAX_PENDING);

        signal("CONT");
        assertRecovery();
        assertThat(meters.get("granary.online.store.read.timeouts")
                        .tags(PLAIN)
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void readsAreRefusedWhileRedisIsDownAndAnsweredOnceItIsBack() {
        redis.close();
        await().untilAsserted(() -> assertThat(readers).allMatch(reader -> reader.failed() > 50));

        redis = start(redis.port());
        assertRecovery();
        assertThat(meters.get("granary.online.store.read.connections")
                        .tags(PLAIN)
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(meters.get("granary.online.store.read.reconnects")
                        .tags(PLAIN)
                        .counter()
                        .count())
                .isPositive();
    }

    /** A restarted server has lost the rows, so an answer counts, not a row. */
    private void assertRecovery() {
        readers.forEach(ReadingLoop::forget);
        await().atMost(LONGEST_RECOVERY)
                .untilAsserted(() -> assertThat(readers).allMatch(reader -> reader.answered() > 0));
        assertThat(readers).allSatisfy(reader -> {
            assertThat(reader.wrong())
                    .as("answers that were not what is stored")
                    .isZero();
            assertThat(reader.onOtherThreads()).as("answers on other threads").isZero();
            assertThat(reader.longestMillis()).isLessThan(LONGEST_ANSWER.toMillis());
        });
    }

    private void write() {
        List<FeatureLogRecord> records = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            byte[] row = StoredRow.encode(1, 1, 1, 1, ReadingLoop.body(key));
            records.add(new FeatureLogRecord(EntityKey.ofBytes(ReadingLoop.key(key)), "view@1", null, row));
        }
        store.write(records).toCompletableFuture().join();
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid())).start();
        assertThat(kill.waitFor())
                .as(new String(kill.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
    }

    private EmbeddedRedis start(int port) {
        return EmbeddedRedis.in(folder).port(port).withoutSnapshots().start();
    }
}
