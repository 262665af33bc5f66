package io.granary.online.store;

import io.granary.core.featurelog.FeatureLogEntry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The online store in Redis: one hash an entity key, one field a feature view.
 *
 * <p>Reads are pipelined, one HMGET an entity key, flushed once a tick of the event loop; writes are one script over many rows. Stages
 * complete on a thread of the client, reads of an event loop on that event loop: what hangs on them does not block.
 */
public final class RedisOnlineStore implements OnlineStore {

    private final RedisConfig config;
    private final RedisFailure failures;
    private final RedisMasters masters;

    private final Reads reads;

    private RedisOnlineStore(RedisConfig config, RedisMasters masters, Reads reads) {
        this.config = config;
        this.masters = masters;
        this.reads = reads;
        this.failures = new RedisFailure(config);
    }

    /** Starts to connect and does not wait for it: a Redis that is down is found by the calls, and recovered from. */
    public static RedisOnlineStore open(RedisConfig config) {
        return open(config, new CompositeMeterRegistry());
    }

    /** The same, and tells the meters what it does. */
    public static RedisOnlineStore open(RedisConfig config, MeterRegistry meters) {
        RedisMasters masters = RedisMasters.open(config);
        return new RedisOnlineStore(config, masters, reads(config, masters.routes(), meters));
    }

    private static Reads reads(RedisConfig config, ReadRoutes routes, MeterRegistry meters) {
        RedisReads plain = new RedisReads(config, routes, meters);
        if (config.nearCacheBytes() == 0) {
            return plain;
        }
        NearCache near = new NearCache(config.nearCacheBytes(), meters);
        return new NearReads(near, plain, RedisReads.tracked(config, routes, meters, near));
    }

    @Override
    public CompletionStage<StoredRows> read(EntityReads wanted, long deadlineNanos) {
        return reads.read(wanted, deadlineNanos);
    }

    @Override
    public CompletionStage<WriteResult> write(List<? extends FeatureLogEntry> records) {
        return bounded("write", masters.write(KeyWrites.group(records)))
                .thenApply(applied -> new WriteResult(applied, records.size() - applied));
    }

    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        return bounded("remove rows from", masters.remove(removal, from));
    }

    @Override
    public CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> marks) {
        return bounded("mark", masters.mark(log, marks));
    }

    @Override
    public CompletionStage<Map<Integer, Long>> noted(String log) {
        return bounded("read notes of", masters.noted(log));
    }

    @Override
    public CompletionStage<Void> forget(String log, Set<Integer> partitions) {
        return bounded("mark", masters.forget(log, partitions));
    }

    @Override
    public CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from) {
        return bounded("count", masters.count(keyPrefix, from));
    }

    @Override
    public CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from) {
        return bounded("list keys of", masters.keys(keyPrefix, from));
    }

    @Override
    public CompletionStage<Void> ping() {
        return bounded("ping", masters.ping());
    }

    private <T> CompletableFuture<T> bounded(String verb, CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(config.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(failures.of(verb, failure)));
    }

    @Override
    public void close() {
        reads.close();
        masters.close();
    }
}
