package io.granary.benchmarks.load;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The bytes that a connection has received and nobody has used yet. Not safe for threads. */
final class Inbox {

    private byte[] bytes = new byte[4_096];
    private int size;

    void take(ByteBuf received) {
        int count = received.readableBytes();
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
        }
        received.readBytes(bytes, size, count);
        size += count;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Forgets the first bytes. */
    void drop(int count) {
        size -= count;
        System.arraycopy(bytes, count, bytes, 0, size);
    }

    void clear() {
        size = 0;
    }
}
