package io.granary.online.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * The fields wanted of an entity key, in order. Made once for each plan and shared by its requests, since it holds what
 * can be prepared of a read. Its fields never change; safe for threads.
 */
public final class ReadFields {

    private static final int TYPICAL_ROW = 128;

    private final byte[][] names;
    private final long maxStalenessNanos;
    private final byte[] beforeKey;
    private final byte[] afterKey;

    /** What the rows of an entity key come to. Written without order by any thread: it is a guess. */
    private int expectedBytes;

    private ReadFields(byte[][] names, long maxStalenessNanos) {
        this.names = names;
        this.maxStalenessNanos = maxStalenessNanos;
        beforeKey = ("*" + (names.length + 2) + "\r\n$5\r\nHMGET\r\n$").getBytes(US_ASCII);
        afterKey = afterKey(names);
        expectedBytes = TYPICAL_ROW * names.length;
    }

    private static byte[] afterKey(byte[][] names) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (byte[] name : names) {
            wire.writeBytes(("\r\n$" + name.length + "\r\n").getBytes(US_ASCII));
            wire.writeBytes(name);
        }
        wire.writeBytes("\r\n".getBytes(US_ASCII));
        return wire.toByteArray();
    }

    /** @param names UTF-8, as {@link io.granary.core.definition.ViewState#field} gives them */
    public static ReadFields of(byte[]... names) {
        return new ReadFields(Arrays.stream(names).map(byte[]::clone).toArray(byte[][]::new), 0);
    }

    /**
     * The same fields, which a store may answer from what it read before.
     *
     * @param maxStaleness how long ago a change may be that the answer does not show
     */
    public ReadFields withMaxStaleness(Duration maxStaleness) {
        return new ReadFields(names, maxStaleness.toNanos());
    }

    /** See {@link #withMaxStaleness}; 0 when the answer is to be read. */
    long maxStalenessNanos() {
        return maxStalenessNanos;
    }

    public int count() {
        return names.length;
    }

    /** A field's name, not to be changed. */
    public byte[] name(int field) {
        return names[field];
    }

    /** The command up to the digits of the key's length. */
    byte[] beforeKey() {
        return beforeKey;
    }

    /** The command from the end of the key on. */
    byte[] afterKey() {
        return afterKey;
    }

    int expectedBytes() {
        return expectedBytes;
    }

    /** Takes into account what the rows of one entity key came to. */
    void observeBytes(int bytes) {
        int expected = expectedBytes;
        int difference = bytes - expected;
        if (Math.abs(difference) > expected >> 3) {
            expectedBytes = expected + (difference >> 3);
        }
    }
}
