package io.granary.core.key;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One value of an entity's join keys in a project, as {@link EntityKeyCodec} encodes it. Equality is by bytes. */
public final class EntityKey {

    private final byte[] bytes;

    private EntityKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array as it is; the caller no longer changes it. */
    public static EntityKey ofBytes(byte[] bytes) {
        return new EntityKey(bytes);
    }

    /** The encoded key, not a copy; callers do not change it. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntityKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
