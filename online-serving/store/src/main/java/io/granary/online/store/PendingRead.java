package io.granary.online.store;

import io.lettuce.core.protocol.RedisCommand;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A read on its way: one {@link HashCommand} an entity key; complete when the last has its answer.
 */
final class PendingRead {

    private final StoredRows rows;
    private final List<RedisCommand<byte[], byte[], ?>> commands;
    private final CompletableFuture<StoredRows> answer = new CompletableFuture<>();
    private int unanswered;
    private int refused;

    PendingRead(EntityReads reads) {
        rows = StoredRows.none(reads);
        commands = new ArrayList<>(reads.count());
        for (int read = 0; read < reads.count(); read++) {
            if (reads.fields(read).count() > 0) {
                commands.add(HashCommand.of(reads, read, this));
            }
        }
        unanswered = commands.size();
        if (commands.isEmpty()) {
            answer.complete(rows);
        }
    }

    List<RedisCommand<byte[], byte[], ?>> commands() {
        return commands;
    }

    CompletableFuture<StoredRows> answer() {
        return answer;
    }

    StoredRows rows() {
        return rows;
    }

    synchronized void put(int read, int field, ByteBuffer row) {
        int length = row.remaining();
        int offset = rows.reserve(read, field, length);
        row.get(rows.bytes(), offset, length);
    }

    /** @param failure null when the read was answered */
    synchronized void end(int read, @Nullable Throwable failure) {
        if (failure != null) {
            rows.markUnavailable(read);
            refused++;
        }
        if (failure != null && refused == commands.size()) {
            answer.completeExceptionally(failure);
        } else if (--unanswered == 0) {
            answer.complete(rows);
        }
    }
}
