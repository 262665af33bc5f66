package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ITNearCache {

    private static final Duration BOUND = Duration.ofMillis(250);
    private static final ReadFields NEAR =
            ReadFields.of("view@1".getBytes(UTF_8)).withMaxStaleness(BOUND);
    private static final ReadFields PLAIN = ReadFields.of("view@1".getBytes(UTF_8));
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final EntityKey KEY = EntityKey.ofBytes("key".getBytes(UTF_8));

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private EmbeddedRedis redis;
    private HoldingProxy proxy;
    private OnlineStore writer;
    private OnlineStore store;

    @BeforeEach
    void start() throws IOException {
        redis = EmbeddedRedis.in(folder).withoutSnapshots().start();
        proxy = new HoldingProxy(redis.port());
        writer = RedisOnlineStore.open(RedisConfig.of(redis.uri()));
        store = RedisOnlineStore.open(RedisConfig.of(proxy.uri()), meters);
    }

    @AfterEach
    void stop() throws IOException {
        store.close();
        writer.close();
        proxy.close();
        redis.close();
    }

    @Test
    void answersFromMemoryWhatMayBeStaleAndReadsTheRest() throws Exception {
        write(1);
        assertThat(read(NEAR)).isEqualTo(1);
        assertThat(read(PLAIN)).isEqualTo(1);
        assertThat(read(NEAR)).isEqualTo(1);
        assertThat(count("hit")).isEqualTo(1);
        assertThat(count("miss")).isEqualTo(1);
        EntityReads mixed = EntityReads.of(KEY.bytes(), NEAR);
        mixed.add(KEY.bytes(), 0, KEY.bytes().length, PLAIN);
        StoredRows rows = ask(mixed, PATIENCE);
        assertThat(rows.copy(0, 0)).isEqualTo(rows.copy(1, 0)).isNotNull();
        assertThat(count("hit")).isEqualTo(2);
    }

    @Test
    void showsEveryWriteWithinTheBound() throws Exception {
        for (int value = 1; value <= 100; value++) {
            write(value);
            long written = System.nanoTime();
            long asked = written;
            while (read(NEAR) != value) {
                assertThat(asked - written).isLessThanOrEqualTo(BOUND.toNanos());
                asked = System.nanoTime();
            }
        }
        assertThat(meters.counter("granary.online.store.near.invalidations").count())
                .isPositive();
    }

    @Test
    void showsARowThatIsRemovedOrWhoseServerWasEmptied() throws Exception {
        write(1);
        assertThat(read(NEAR)).isEqualTo(1);
        var unused = writer.write(List.of(new FeatureLogRecord(KEY, "view@1", null, null)))
                .toCompletableFuture()
                .get();
        await().atMost(BOUND).until(() -> read(NEAR) == 0);

        write(2);
        await().atMost(BOUND).until(() -> read(NEAR) == 2);
        empty();
        await().atMost(BOUND).until(() -> read(NEAR) == 0);
    }

    private void empty() {
        RedisClient client = RedisClient.create(redis.uri());
        try (var connection = client.connect()) {
            assertThat(connection.sync().flushall()).isEqualTo("OK");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void answersNothingOlderThanTheBoundWhenNoWordOfChangesComes() throws Exception {
        write(1);
        assertThat(read(NEAR)).isEqualTo(1);
        proxy.hold();
        write(2);
        long written = System.nanoTime();
        await().atMost(Duration.ofSeconds(5)).until(() -> answersNewOrNone(written));
        proxy.release();
        await().until(() -> read(NEAR) == 2);
    }

    /** @return whether the bound is over, from when on the old row may not be answered */
    private boolean answersNewOrNone(long writtenNanos) throws InterruptedException {
        boolean isBeyond = System.nanoTime() - writtenNanos > BOUND.toNanos();
        try {
            long answer = read(NEAR, Duration.ofMillis(500));
            assertThat(answer).isIn(isBeyond ? List.of(2L) : List.of(1L, 2L));
        } catch (ExecutionException e) {
            assertThat(e).hasMessageContaining("no answer in time");
        }
        return isBeyond;
    }

    @Test
    void showsAWriteThatFellBetweenTwoConnectionsWithinTheBound() throws Exception {
        for (long value = 1; value <= 20; value++) {
            write(value);
            long next = value;
            long written = System.nanoTime();
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> isShown(next, written));
            proxy.cut();
        }
    }

    /** Whether the value is answered; the one before it may be until the bound is over, and none without a connection. */
    private boolean isShown(long value, long writtenNanos) throws InterruptedException {
        boolean isBeyond = System.nanoTime() - writtenNanos > BOUND.toNanos();
        try {
            long answer = read(NEAR);
            assertThat(answer).isIn(isBeyond ? List.of(value) : List.of(value - 1, value));
            return answer == value;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(GranaryException.class);
            return false;
        }
    }

    private void write(long value) throws Exception {
        byte[] row = StoredRow.encode(value, value, 1, 1, new byte[] {7});
        var unused = writer.write(List.of(new FeatureLogRecord(KEY, "view@1", null, row)))
                .toCompletableFuture()
                .get();
    }

    /** The row's event timestamp; 0 when there is no row. */
    private long read(ReadFields fields) throws InterruptedException, ExecutionException {
        return read(fields, PATIENCE);
    }

    private long read(ReadFields fields, Duration patience) throws InterruptedException, ExecutionException {
        StoredRows rows = ask(EntityReads.of(KEY.bytes(), fields), patience);
        byte[] row = rows.copy(0, 0);
        return row == null ? 0 : StoredRow.eventMicros(row);
    }

    private StoredRows ask(EntityReads reads, Duration patience) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + patience.toNanos();
        return store.read(reads, deadline).toCompletableFuture().get();
    }

    private double count(String outcome) {
        return meters.counter("granary.online.store.near.reads", "outcome", outcome)
                .count();
    }
}
