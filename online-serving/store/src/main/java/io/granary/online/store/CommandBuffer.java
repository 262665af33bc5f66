package io.granary.online.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Commands that are not sent yet, as they go over the wire. For one thread. */
final class CommandBuffer {

    private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(US_ASCII);
    private static final int USUAL_CAPACITY = 64 * 1024;
    private static final int MAX_DIGITS = 10;

    private static final byte[] ASKING = "*1\r\n$6\r\nASKING\r\n".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[USUAL_CAPACITY];
    private int length;

    int length() {
        return length;
    }

    /** Lets the next command be about a key that is on its way to the server. */
    void addAsking() {
        ensureRoom(ASKING.length);
        add(ASKING, 0, ASKING.length);
    }

    void addRead(EntityReads reads, int read) {
        ReadFields fields = reads.fields(read);
        byte[] before = fields.beforeKey();
        byte[] after = fields.afterKey();
        int keyLength = reads.keyLength(read);
        ensureRoom(before.length + MAX_DIGITS + 2 + keyLength + after.length);
        add(before, 0, before.length);
        addDigits(keyLength);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
        add(reads.key(read), reads.keyOffset(read), keyLength);
        add(after, 0, after.length);
    }

    void addPing() {
        ensureRoom(PING.length);
        add(PING, 0, PING.length);
    }

    private void ensureRoom(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
        }
    }

    private void add(byte[] from, int offset, int count) {
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    private void addDigits(int number) {
        int count = digits(number);
        int rest = number;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private static int digits(int number) {
        int count = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            count++;
        }
        return count;
    }

    /** Hands everything on, and forgets it. */
    void moveTo(ByteBuf out) {
        out.writeBytes(bytes, 0, length);
        clear();
    }

    void clear() {
        length = 0;
        if (bytes.length > USUAL_CAPACITY) {
            bytes = new byte[USUAL_CAPACITY];
        }
    }
}
