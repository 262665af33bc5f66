package io.granary.online.store;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One server that takes writes, which sentinels may replace by another. */
final class SingleMaster implements RedisMasters {

    private static final String EVERYTHING = "all";

    private final RedisConnection redis;
    private final RedisScripts scripts = new RedisScripts();

    SingleMaster(RedisConnection redis) {
        this.redis = redis;
    }

    @Override
    public ReadRoutes routes() {
        return redis.routes();
    }

    @Override
    public CompletionStage<Integer> write(Collection<KeyWrites> writes) {
        List<WriteCall> calls = WriteCall.split(writes);
        return ask(commands -> scripts.write(commands, calls));
    }

    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        return ask(commands -> scripts.remove(commands, removal, from));
    }

    @Override
    public CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> marks) {
        return ask(commands -> scripts.mark(commands, MarkCall.key(log), EVERYTHING, marks))
                .thenApply(answer -> {
                    Map<Integer, Long> offsets = new HashMap<>();
                    marks.forEach((partition, mark) -> offsets.put(partition, mark.applied()));
                    answer.refused().forEach((partition, note) -> offsets.put(partition, MarkCall.offset(note)));
                    return offsets;
                });
    }

    @Override
    public CompletionStage<Map<Integer, Long>> noted(String log) {
        return ask(commands -> MarkCall.noted(commands, MarkCall.key(log), EVERYTHING::equals));
    }

    @Override
    public CompletionStage<Void> forget(String log, Set<Integer> partitions) {
        return ask(commands -> MarkCall.forget(commands, MarkCall.key(log), EVERYTHING, partitions));
    }

    @Override
    public CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from) {
        return ask(commands -> scripts.count(commands, keyPrefix, from));
    }

    @Override
    public CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from) {
        return ask(commands -> scripts.keys(commands, keyPrefix, from));
    }

    @Override
    public CompletionStage<Void> ping() {
        return ask(commands -> commands.ping().thenApply(pong -> null));
    }

    private <T> CompletionStage<T> ask(Function<RedisAsyncCommands<byte[], byte[]>, CompletionStage<T>> question) {
        return redis.connection()
                .thenCompose(connection -> question.apply(connection.async()))
                .whenComplete((answer, failure) -> {
                    if (failure != null && RedisFailure.saysReadOnly(failure)) {
                        redis.renew();
                    }
                });
    }

    @Override
    public void close() {
        redis.close();
    }
}
