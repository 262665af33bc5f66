package io.granary.online.serving;

import static java.util.Objects.requireNonNull;

import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.DataType;
import io.granary.online.serving.json.JsonValues;
import org.jspecify.annotations.Nullable;

/**
 * Values as objects.
 *
 * @param type null for values that no feature needs, which are shown as they came
 */
record ObjectColumn(@Nullable Object[] values, @Nullable DataType type) implements BoundColumn {

    @Override
    public @Nullable Object value(int row) {
        return values[row];
    }

    @Override
    public boolean isNull(int row) {
        return values[row] == null;
    }

    @Override
    public int keyLength(EntityKeyCodec codec, int part, int row) {
        return codec.valueLength(part, values[row]);
    }

    @Override
    public int writeKey(EntityKeyCodec codec, int part, int row, byte[] target, int position) {
        return codec.write(part, requireNonNull(values[row]), target, position);
    }

    @Override
    public void writeValue(int row, JsonValues json) {
        if (type == null) {
            json.echo(values[row]);
        } else {
            json.write(values[row], type);
        }
    }
}
