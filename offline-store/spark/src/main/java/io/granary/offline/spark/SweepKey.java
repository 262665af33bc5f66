package io.granary.offline.spark;

import java.io.Serializable;
import java.util.Arrays;

/** The entity key of a view, to look things up by. Equality is by content; the array is not copied. */
record SweepKey(int view, byte[] key) implements Serializable {

    private static final long serialVersionUID = 1;

    @Override
    public boolean equals(Object other) {
        return other instanceof SweepKey that && view == that.view && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return 31 * view + Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "SweepKey[view=" + view + ", key=" + Arrays.toString(key) + "]";
    }
}
