package io.granary.online.store;

import io.granary.core.key.EntityKey;
import java.util.Arrays;

/**
 * What comes over a connection on which Redis tells of changes: rows, which are kept near, the keys that have changed
 * since, which are forgotten, and answers to pings, which prove that nothing is held back. For one thread.
 */
final class Tracking implements RespReplies {

    private static final byte PUSH = '>';
    private static final byte[] PONG = {'P', 'O', 'N', 'G'};

    private final NearCache cache;
    private final RespReplies rows;
    private TrackedSession session = new TrackedSession(System.nanoTime());
    private long pingNanos;
    private boolean isPinging;

    /** Of a message from Redis that was not asked for. */
    private int elementsLeft;

    private byte[] key = {};
    private int keyLength;

    /** @param rows takes the replies to reads */
    Tracking(NearCache cache, RespReplies rows) {
        this.cache = cache;
        this.rows = rows;
    }

    /** The connection is ready: what is read from now on is tracked. */
    void begin() {
        session = new TrackedSession(System.nanoTime());
        isPinging = false;
    }

    /** The connection is gone. */
    void end() {
        session.lose();
    }

    /** Whether a ping is to be sent now; one at a time. */
    boolean startPing() {
        if (isPinging) {
            return false;
        }
        isPinging = true;
        pingNanos = System.nanoTime();
        return true;
    }

    /** A read has its rows. */
    void keep(AwaitedRows awaited, int read) {
        EntityReads reads = awaited.reads();
        StoredRows stored = awaited.stored();
        if (reads != null && stored != null) {
            cache.keep(session, reads, read, stored);
        }
    }

    @Override
    public void aggregate(byte type, int elements) {
        if (elementsLeft > 0) {
            elementsLeft += elements - 1;
        } else if (type == PUSH) {
            elementsLeft = elements;
        } else {
            rows.aggregate(type, elements);
        }
    }

    @Override
    public void bulk(byte type, int length) {
        if (elementsLeft > 0) {
            key = new byte[length];
            keyLength = 0;
        } else {
            rows.bulk(type, length);
        }
    }

    @Override
    public void payload(byte[] bytes, int from, int length) {
        if (elementsLeft > 0) {
            System.arraycopy(bytes, from, key, keyLength, length);
            keyLength += length;
        } else {
            rows.payload(bytes, from, length);
        }
    }

    /** The first string of a message is its name, which is no key that anything is kept under. */
    @Override
    public void bulkEnd() {
        if (elementsLeft > 0) {
            elementsLeft--;
            cache.forget(EntityKey.ofBytes(key));
        } else {
            rows.bulkEnd();
        }
    }

    /** Instead of keys: the whole database was emptied. */
    @Override
    public void nil() {
        if (elementsLeft > 0) {
            elementsLeft--;
            cache.forgetAll();
        } else {
            rows.nil();
        }
    }

    @Override
    public void line(byte type, byte[] bytes, int from, int length) {
        if (elementsLeft > 0) {
            elementsLeft--;
        } else if (isPinging && isPong(type, bytes, from, length)) {
            isPinging = false;
            session.answered(pingNanos);
        } else {
            rows.line(type, bytes, from, length);
        }
    }

    /** And not what Redis says to ASKING. */
    private static boolean isPong(byte type, byte[] bytes, int from, int length) {
        return type == '+' && Arrays.equals(bytes, from, from + length, PONG, 0, PONG.length);
    }
}
