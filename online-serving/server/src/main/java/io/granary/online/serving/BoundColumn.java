package io.granary.online.serving;

import io.granary.core.key.EntityKeyCodec;
import io.granary.online.serving.json.JsonValues;
import org.jspecify.annotations.Nullable;

/** The values of one request column, for each entity row, of the type that a plan wants. Not changed once it is made. */
sealed interface BoundColumn permits Int64Column, TextColumn, ObjectColumn {

    /** As the type's Java class. */
    @Nullable
    Object value(int row);

    boolean isNull(int row);

    /** Bytes of the value in an entity key. */
    int keyLength(EntityKeyCodec codec, int part, int row);

    /** Writes the value into an entity key, and returns the position after it. */
    int writeKey(EntityKeyCodec codec, int part, int row, byte[] target, int position);

    /** Writes the value as an answer shows it. */
    void writeValue(int row, JsonValues values);
}
