package io.granary.online.serving.json;

/** Finds out, eight bytes at a time, whether text needs an escape in JSON: control letters, quotes and backslashes. */
final class JsonEscapes {

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private JsonEscapes() {}

    static boolean areIn(byte[] utf8, int offset, int length) {
        int end = offset + length;
        int i = offset;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            if (hasAny(LittleEndian.int64(utf8, i))) {
                return true;
            }
        }
        for (; i < end; i++) {
            if (isOne(utf8[i])) {
                return true;
            }
        }
        return false;
    }

    static boolean isOne(byte unit) {
        return unit == '"' || unit == '\\' || (unit >= 0 && unit < ' ');
    }

    /** The high bit of a byte is set by the subtraction when the byte is less; bytes beyond ASCII are left out. */
    private static boolean hasAny(long bytes) {
        long quotes = (bytes ^ QUOTES) - ONES;
        long backslashes = (bytes ^ BACKSLASHES) - ONES;
        long controls = bytes - SPACES;
        return ((quotes | backslashes | controls) & ~bytes & HIGH_BITS) != 0;
    }
}
