package io.granary.ingestion.feast;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** MurmurHash3, 32 bits for x86, seed 0: what Feast names the fields of features by. */
final class Murmur3 {

    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Murmur3() {}

    /** The hash of a text in UTF-8, as four bytes with the lowest first. */
    static byte[] field(String text) {
        int hash = hash(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(hash)
                .array();
    }

    static int hash(byte[] bytes) {
        ByteBuffer input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int hash = 0;
        while (input.remaining() >= Integer.BYTES) {
            hash = Integer.rotateLeft(hash ^ mixed(input.getInt()), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int shift = 0; input.hasRemaining(); shift += Byte.SIZE) {
            tail |= Byte.toUnsignedInt(input.get()) << shift;
        }
        return finished(hash ^ mixed(tail) ^ bytes.length);
    }

    private static int mixed(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }

    private static int finished(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return mixed ^ mixed >>> 16;
    }
}
