package io.granary.online.store;

import io.granary.core.featurelog.FeatureLogRecord;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The online store in Redis: one hash an entity key, one field a feature view.
 *
 * <p>Reads are pipelined, one HMGET an entity key, with one flush a call; writes are one script over many rows. Stages
 * complete on a thread of the client: what hangs on them does not block.
 */
public final class RedisOnlineStore implements OnlineStore {

    private final RedisConfig config;
    private final RedisConnection redis;
    private final RedisFailure failures;
    private final RedisScript write = RedisScript.load("write.lua");
    private final RedisScript remove = RedisScript.load("remove.lua");

    private RedisOnlineStore(RedisConfig config, RedisConnection redis) {
        this.config = config;
        this.redis = redis;
        this.failures = new RedisFailure(config);
    }

    /** Starts to connect and does not wait for it: a Redis that is down is found by the calls, and recovered from. */
    public static RedisOnlineStore open(RedisConfig config) {
        return new RedisOnlineStore(config, RedisConnection.open(config));
    }

    @Override
    public CompletionStage<StoredRows> read(EntityReads reads, long deadlineNanos) {
        long waitNanos = Math.max(0, deadlineNanos - System.nanoTime());
        PendingRead pending = new PendingRead(reads);
        return redis.connection()
                .thenCompose(connection -> {
                    if (!pending.commands().isEmpty()) {
                        connection.dispatch(pending.commands());
                    }
                    return pending.answer();
                })
                .orTimeout(waitNanos, TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(failures.ofRead(failure, waitNanos)));
    }

    @Override
    public CompletionStage<WriteResult> write(List<FeatureLogRecord> records) {
        List<WriteCall> calls = WriteCall.split(KeyWrites.group(records));
        return ask("write", connection -> write(connection.async(), calls))
                .thenApply(applied -> new WriteResult(applied, records.size() - applied));
    }

    private CompletionStage<Integer> write(RedisAsyncCommands<byte[], byte[]> commands, List<WriteCall> calls) {
        CompletionStage<Integer> total = CompletableFuture.completedStage(0);
        for (CompletionStage<Long> changed :
                calls.stream().map(call -> write(commands, call)).toList()) {
            total = total.thenCombine(changed, (sum, more) -> sum + more.intValue());
        }
        return total;
    }

    private CompletionStage<Long> write(RedisAsyncCommands<byte[], byte[]> commands, WriteCall call) {
        return write.<Long>call(commands, ScriptOutputType.INTEGER, call.keys(), call.arguments())
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(call.explain(failure)));
    }

    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        byte[][] arguments = RemovalCall.arguments(removal, from);
        return ask(
                "remove rows from",
                connection -> remove.<List<Object>>call(
                                connection.async(), ScriptOutputType.MULTI, new byte[0][], arguments)
                        .thenApply(RemovalCall::step));
    }

    @Override
    public CompletionStage<Void> ping() {
        return ask("ping", connection -> {
            RedisFuture<String> pong = connection.async().ping();
            return pong.thenApply(text -> null);
        });
    }

    private <T> CompletableFuture<T> ask(
            String verb, Function<StatefulRedisConnection<byte[], byte[]>, CompletionStage<T>> question) {
        return redis.connection()
                .thenCompose(question)
                .orTimeout(config.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(failures.of(verb, failure)));
    }

    @Override
    public void close() {
        redis.close();
    }
}
