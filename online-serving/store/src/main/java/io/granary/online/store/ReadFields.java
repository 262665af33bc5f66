package io.granary.online.store;

import java.util.Arrays;

/**
 * The fields wanted of an entity key, in order. Made once for each plan and shared by its requests, since it holds what
 * can be prepared of a read. Immutable and safe for threads.
 */
public final class ReadFields {

    private final byte[][] names;

    private ReadFields(byte[][] names) {
        this.names = names;
    }

    /** @param names UTF-8, as {@link io.granary.core.definition.ViewState#field} gives them */
    public static ReadFields of(byte[]... names) {
        return new ReadFields(Arrays.stream(names).map(byte[]::clone).toArray(byte[][]::new));
    }

    public int count() {
        return names.length;
    }

    byte[] name(int field) {
        return names[field];
    }
}
