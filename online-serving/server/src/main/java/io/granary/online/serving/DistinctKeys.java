package io.granary.online.serving;

import io.granary.online.serving.json.LittleEndian;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Finds out which entity keys in one buffer are equal: an open-addressing table of their numbers. Used once. */
final class DistinctKeys {

    private static final int ABSENT = -1;
    private static final long SEED = ThreadLocalRandom.current().nextLong() | 1;

    private final byte[] bytes;
    private final int[] numbers;
    private final int[] offsets;
    private final int[] lengths;

    /** @param most keys that can be added */
    DistinctKeys(byte[] bytes, int most) {
        this.bytes = bytes;
        int slots = Integer.highestOneBit(Math.max(1, most)) << 2;
        numbers = new int[slots];
        offsets = new int[slots];
        lengths = new int[slots];
        Arrays.fill(numbers, ABSENT);
    }

    /** The number of an equal key that was added before, or else the number given, which the key has from now on. */
    int add(int offset, int length, int number) {
        int mask = numbers.length - 1;
        int slot = hash(offset, length) & mask;
        while (numbers[slot] != ABSENT) {
            if (isAt(slot, offset, length)) {
                return numbers[slot];
            }
            slot = (slot + 1) & mask;
        }
        numbers[slot] = number;
        offsets[slot] = offset;
        lengths[slot] = length;
        return number;
    }

    private boolean isAt(int slot, int offset, int length) {
        int start = offsets[slot];
        return Arrays.equals(bytes, start, start + lengths[slot], bytes, offset, offset + length);
    }

    private int hash(int offset, int length) {
        int end = offset + length;
        long hash = length;
        int i = offset;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            hash = mix(hash ^ LittleEndian.int64(bytes, i));
        }
        for (; i < end; i++) {
            hash = mix(hash ^ bytes[i]);
        }
        return (int) hash;
    }

    private static long mix(long bits) {
        long product = bits * SEED;
        return product ^ (product >>> 29);
    }
}
