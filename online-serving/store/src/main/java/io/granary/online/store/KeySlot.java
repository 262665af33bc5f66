package io.granary.online.store;

/** The slot of a key in a cluster: CRC16 of the key, or of what stands between its first braces, modulo 16384. */
final class KeySlot {

    static final int COUNT = 16_384;

    private static final int POLYNOMIAL = 0x1021;
    private static final int[] TABLE = table();

    private KeySlot() {}

    static int of(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int open = find(bytes, '{', offset, end);
        int close = open < 0 ? -1 : find(bytes, '}', open + 1, end);
        return close > open + 1 ? crc(bytes, open + 1, close) : crc(bytes, offset, end);
    }

    private static int find(byte[] bytes, char wanted, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int crc(byte[] bytes, int from, int end) {
        int crc = 0;
        for (int i = from; i < end; i++) {
            crc = (crc << 8) ^ TABLE[((crc >>> 8) ^ bytes[i]) & 0xFF];
        }
        return crc & (COUNT - 1);
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
            }
            table[i] = crc;
        }
        return table;
    }
}
