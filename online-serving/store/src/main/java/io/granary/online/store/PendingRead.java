package io.granary.online.store;

import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A read on its way: one {@link HashRead} an entity key; complete when the last has its answer. */
final class PendingRead {

    private final byte[][][] rows;
    private final List<RedisCommand<byte[], byte[], ?>> commands;
    private final AtomicInteger unanswered;
    private final CompletableFuture<byte[][][]> answer = new CompletableFuture<>();

    PendingRead(List<EntityRead> reads) {
        rows = new byte[reads.size()][][];
        commands = new ArrayList<>(reads.size());
        for (int i = 0; i < rows.length; i++) {
            add(reads.get(i), i);
        }
        unanswered = new AtomicInteger(commands.size());
        if (commands.isEmpty()) {
            answer.complete(rows);
        }
    }

    private void add(EntityRead read, int index) {
        rows[index] = new byte[read.fields().length][];
        if (rows[index].length > 0) {
            commands.add(new HashRead(read, this, rows[index]));
        }
    }

    List<RedisCommand<byte[], byte[], ?>> commands() {
        return commands;
    }

    CompletableFuture<byte[][][]> answer() {
        return answer;
    }

    void countDown() {
        if (unanswered.decrementAndGet() == 0) {
            answer.complete(rows);
        }
    }

    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }
}
