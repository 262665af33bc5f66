package io.granary.online.store;

import java.util.Arrays;
import java.util.Objects;

/**
 * The entity keys that one request reads and the fields it wants of each. Filled by one thread and not changed once it
 * is handed to a store, nor are the keys' bytes, which are not copied: many keys may share one buffer.
 */
public final class EntityReads {

    private static final int FEW = 4;

    private byte[][] keys;
    private int[] offsets;
    private int[] lengths;
    private ReadFields[] fields;
    private int count;

    public EntityReads() {
        this(FEW);
    }

    /** @param expected how many reads there will probably be */
    public EntityReads(int expected) {
        keys = new byte[expected][];
        offsets = new int[expected];
        lengths = new int[expected];
        fields = new ReadFields[expected];
    }

    /** One read. */
    public static EntityReads of(byte[] key, ReadFields fields) {
        EntityReads reads = new EntityReads(1);
        reads.add(key, 0, key.length, fields);
        return reads;
    }

    /**
     * Adds a read.
     *
     * @param key holds the entity key as {@link io.granary.core.key.EntityKeyCodec} encodes it
     * @return the index of the read
     */
    public int add(byte[] key, int offset, int length, ReadFields wanted) {
        Objects.checkFromIndexSize(offset, length, key.length);
        if (count == keys.length) {
            grow();
        }
        keys[count] = key;
        offsets[count] = offset;
        lengths[count] = length;
        fields[count] = wanted;
        return count++;
    }

    private void grow() {
        int capacity = Math.max(FEW, 2 * count);
        keys = Arrays.copyOf(keys, capacity);
        offsets = Arrays.copyOf(offsets, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        fields = Arrays.copyOf(fields, capacity);
    }

    public int count() {
        return count;
    }

    public ReadFields fields(int read) {
        return fields[read];
    }

    /** The array that holds a read's entity key, from {@link #keyOffset} on. */
    public byte[] key(int read) {
        return keys[read];
    }

    public int keyOffset(int read) {
        return offsets[read];
    }

    public int keyLength(int read) {
        return lengths[read];
    }
}
