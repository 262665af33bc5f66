package io.granary.online.store;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the scripts of this package do, on the server or servers that the commands go to. Immutable. */
final class RedisScripts {

    private final RedisScript write = RedisScript.load("write.lua");
    private final RedisScript remove = RedisScript.load("remove.lua");
    private final RedisScript mark = RedisScript.load("mark.lua");
    private final RedisScript count = RedisScript.load("count.lua");
    private final RedisScript keys = RedisScript.load("keys.lua");

    /** All calls at once; completes when the last has ended, and fails when one has failed. */
    CompletionStage<Integer> write(RedisScriptingAsyncCommands<byte[], byte[]> commands, List<WriteCall> calls) {
        CompletionStage<Integer> total = CompletableFuture.completedStage(0);
        for (CompletionStage<Long> changed :
                calls.stream().map(call -> write(commands, call)).toList()) {
            total = total.thenCombine(changed, (sum, more) -> sum + more.intValue());
        }
        return total;
    }

    private CompletionStage<Long> write(RedisScriptingAsyncCommands<byte[], byte[]> commands, WriteCall call) {
        return write.<Long>call(commands, ScriptOutputType.INTEGER, call.keys(), call.arguments())
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(call.explain(failure)));
    }

    CompletionStage<RemovalStep> remove(
            RedisScriptingAsyncCommands<byte[], byte[]> commands, FieldRemoval removal, @Nullable String from) {
        byte[][] arguments = RemovalCall.arguments(removal, from);
        return remove.<List<Object>>call(commands, ScriptOutputType.MULTI, new byte[0][], arguments)
                .thenApply(RemovalCall::step);
    }

    CompletionStage<CountStep> count(
            RedisScriptingAsyncCommands<byte[], byte[]> commands, byte[] keyPrefix, @Nullable String from) {
        byte[][] arguments = CountCall.arguments(keyPrefix, from);
        return count.<List<Object>>call(commands, ScriptOutputType.MULTI, new byte[0][], arguments)
                .thenApply(CountCall::step);
    }

    CompletionStage<KeyStep> keys(
            RedisScriptingAsyncCommands<byte[], byte[]> commands, byte[] keyPrefix, @Nullable String from) {
        byte[][] arguments = CountCall.arguments(keyPrefix, from);
        return keys.<List<Object>>call(commands, ScriptOutputType.MULTI, new byte[0][], arguments)
                .thenApply(KeysCall::step);
    }

    /** @param covers what of the store the notes under the key are about */
    CompletionStage<MarkCall.Answer> mark(
            RedisScriptingAsyncCommands<byte[], byte[]> commands,
            byte[] key,
            String covers,
            Map<Integer, LogMark> marks) {
        byte[][] arguments = MarkCall.arguments(covers, marks);
        return mark.<List<Object>>call(commands, ScriptOutputType.MULTI, new byte[][] {key}, arguments)
                .thenApply(answer -> MarkCall.answer(marks, answer));
    }
}
