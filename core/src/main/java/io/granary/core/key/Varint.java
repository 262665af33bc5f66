package io.granary.core.key;

/** Lengths in as few bytes as they need: seven bits a byte, the lowest first, the high bit set on all but the last. */
public final class Varint {

    /** What {@link #read} gives for bytes that are no length. */
    public static final int MALFORMED = -1;

    private static final int MAX_LENGTH = 5;

    private Varint() {}

    /** Bytes that a length from 0 takes: 1 to 5. */
    public static int length(int value) {
        return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
    }

    /** Writes a length and returns the position after it. */
    public static int write(int value, byte[] target, int position) {
        int rest = value;
        int at = position;
        while (rest > 0x7F) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }

    /** Reads a length that is written in as few bytes as it needs; {@link #MALFORMED} when there is none. */
    public static int read(byte[] source, int position) {
        long value = 0;
        for (int i = 0; i < MAX_LENGTH && position + i < source.length; i++) {
            byte next = source[position + i];
            value |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return value <= Integer.MAX_VALUE && length((int) value) == i + 1 ? (int) value : MALFORMED;
            }
        }
        return MALFORMED;
    }
}
