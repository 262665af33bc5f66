package io.granary.online.store;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One HMGET that puts what it reads straight into its place in a {@link PendingRead}, with no future of its own. */
final class HashRead extends Command<byte[], byte[], byte[][]> {

    private final PendingRead pending;

    HashRead(EntityRead read, PendingRead pending, byte[][] rows) {
        super(CommandType.HMGET, new Rows(rows), arguments(read));
        this.pending = pending;
    }

    private static CommandArgs<byte[], byte[]> arguments(EntityRead read) {
        CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        arguments.addKey(read.key());
        for (byte[] field : read.fields()) {
            arguments.add(field);
        }
        return arguments;
    }

    @Override
    public void complete() {
        super.complete();
        if (getOutput().hasError()) {
            pending.fail(new IllegalStateException(getOutput().getError()));
        } else {
            pending.countDown();
        }
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        pending.fail(failure);
        return super.completeExceptionally(failure);
    }

    @Override
    public void cancel() {
        super.cancel();
        pending.fail(new IllegalStateException("the connection was closed"));
    }

    /** The answer of an HMGET. */
    private static final class Rows extends CommandOutput<byte[], byte[], byte[][]> {
        private int next;

        Rows(byte[][] rows) {
            super(ByteArrayCodec.INSTANCE, rows);
        }

        @Override
        public void set(@Nullable ByteBuffer bytes) {
            if (bytes != null) {
                byte[] row = new byte[bytes.remaining()];
                bytes.get(row);
                output[next] = row;
            }
            next++;
        }
    }
}
