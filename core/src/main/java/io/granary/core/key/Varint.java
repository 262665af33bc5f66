package io.granary.core.key;

/** Lengths in as few bytes as they need: seven bits a byte, the lowest first, the high bit set on all but the last. */
final class Varint {

    private Varint() {}

    /** Bytes that a length from 0 takes: 1 to 5. */
    static int length(int value) {
        return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
    }

    /** Writes a length and returns the position after it. */
    static int write(int value, byte[] target, int position) {
        int rest = value;
        int at = position;
        while (rest > 0x7F) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }
}
