package io.granary.archive;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A header of a record; a name may come several times. Equality is by content. */
public record ArchivedHeader(String name, byte @Nullable [] value) {

    /** Written out: javac 17 drops the {@code @Nullable} of an array from a compact constructor's class file. */
    public ArchivedHeader(String name, byte @Nullable [] value) {
        this.name = requireNonNull(name, "name");
        this.value = value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArchivedHeader that && name.equals(that.name) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return name + "=" + (value == null ? "null" : value.length + " bytes");
    }
}
