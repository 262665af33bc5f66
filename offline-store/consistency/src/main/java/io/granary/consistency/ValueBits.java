package io.granary.consistency;

import io.granary.core.row.RowCodec;
import io.granary.core.row.RowSchema;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares values of one type by the bytes that stores hold for them, which equal values share and no others do. */
final class ValueBits {

    private final RowCodec codec;

    ValueBits(DataType type) {
        codec = RowCodec.of(new RowSchema(List.of(new Column("value", type))));
    }

    boolean areEqual(@Nullable Object one, @Nullable Object other) {
        return Arrays.equals(codec.encode(new @Nullable Object[] {one}), codec.encode(new @Nullable Object[] {other}));
    }
}
