package io.granary.core.window;

import org.jspecify.annotations.Nullable;

/** The stored pages of one entity, by the ordinal of the field. */
public interface Pages {

    /** The page of a field, not to be changed, or null when there is none. */
    byte @Nullable [] get(int field);

    /** Replaces the page of a field; the bytes are the receiver's. */
    void put(int field, byte[] page);
}
