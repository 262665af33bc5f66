package io.granary.http.grpc;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Cuts what arrives on a stream into messages, none of them longer than a limit. Not safe for threads. */
final class MessageFrames {

    /** A message follows a byte that says whether it is packed, and four of its length. */
    static final int PREFIX = 5;

    private static final int PACKED = 1;

    private final int maxBytes;
    private final MessagePacking packing;
    private @Nullable Buffer rest;
    private boolean restIsOwn;

    MessageFrames(int maxBytes, MessagePacking packing) {
        this.maxBytes = maxBytes;
        this.packing = packing;
    }

    /** Takes what has arrived, which is nothing when a caller ends a stream by a frame of its own. */
    void add(Buffer chunk) {
        if (chunk.length() == 0) {
            return;
        }
        Buffer before = rest;
        if (before == null) {
            rest = chunk;
            restIsOwn = false;
        } else {
            rest = restIsOwn
                    ? before.appendBuffer(chunk)
                    : Buffer.buffer(before.length() + chunk.length())
                            .appendBuffer(before)
                            .appendBuffer(chunk);
            restIsOwn = true;
        }
    }

    /** Whether something has arrived that is not a whole message. */
    boolean hasRest() {
        return rest != null;
    }

    /**
     * The next whole message, unpacked; null before it has arrived.
     *
     * @throws GranaryException (RESOURCE_EXHAUSTED) when it is too long; (INVALID_ARGUMENT) when it is no message
     */
    byte @Nullable [] next() {
        Buffer arrived = rest;
        if (arrived == null || arrived.length() < PREFIX) {
            return null;
        }
        long length = arrived.getUnsignedInt(1);
        if (length > maxBytes) {
            throw tooLong(maxBytes);
        }
        int end = PREFIX + (int) length;
        if (arrived.length() < end) {
            return null;
        }
        rest = arrived.length() == end ? null : arrived.getBuffer(end, arrived.length());
        restIsOwn = rest != null;
        return unpack(arrived.getUnsignedByte(0), arrived.getBytes(PREFIX, end));
    }

    private byte[] unpack(int flag, byte[] message) {
        if (flag == 0) {
            return message;
        }
        if (flag != PACKED) {
            throw GranaryException.invalid("compressed flag of the message", flag, "0 or 1");
        }
        return packing.unpack(message, maxBytes);
    }

    static GranaryException tooLong(int maxBytes) {
        return new GranaryException(
                ErrorCode.RESOURCE_EXHAUSTED, "message: too long (expected: at most " + maxBytes + " bytes)");
    }
}
