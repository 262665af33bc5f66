package io.granary.online.store;

import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.internal.ExceptionFactory;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One HMGET that puts what it reads straight into its place in a {@link PendingRead}, with no future of its own. */
final class HashCommand extends Command<byte[], byte[], StoredRows> {

    private final PendingRead pending;
    private final int read;

    private HashCommand(CommandArgs<byte[], byte[]> arguments, PendingRead pending, int read) {
        super(CommandType.HMGET, new Rows(pending, read), arguments);
        this.pending = pending;
        this.read = read;
    }

    static HashCommand of(EntityReads reads, int read, PendingRead pending) {
        CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        int from = reads.keyOffset(read);
        arguments.addKey(Arrays.copyOfRange(reads.key(read), from, from + reads.keyLength(read)));
        ReadFields fields = reads.fields(read);
        for (int field = 0; field < fields.count(); field++) {
            arguments.add(fields.name(field));
        }
        return new HashCommand(arguments, pending, read);
    }

    @Override
    public void complete() {
        super.complete();
        boolean refused = getOutput().hasError();
        pending.end(
                read,
                refused ? ExceptionFactory.createExecutionException(getOutput().getError()) : null);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        pending.end(read, failure);
        return super.completeExceptionally(failure);
    }

    @Override
    public void cancel() {
        super.cancel();
        pending.end(read, new RedisException("the connection was closed"));
    }

    /** The answer of an HMGET. */
    private static final class Rows extends CommandOutput<byte[], byte[], StoredRows> {
        private final PendingRead pending;
        private final int read;
        private int next;

        Rows(PendingRead pending, int read) {
            super(ByteArrayCodec.INSTANCE, pending.rows());
            this.pending = pending;
            this.read = read;
        }

        @Override
        public void set(@Nullable ByteBuffer row) {
            if (row != null) {
                pending.put(read, next, row);
            }
            next++;
        }
    }
}
