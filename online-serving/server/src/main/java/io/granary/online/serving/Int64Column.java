package io.granary.online.serving;

import io.granary.core.key.EntityKeyCodec;
import io.granary.online.serving.json.JsonValues;

/** Values of INT64, none of them null. */
record Int64Column(long[] values) implements BoundColumn {

    @Override
    public Object value(int row) {
        return values[row];
    }

    @Override
    public boolean isNull(int row) {
        return false;
    }

    @Override
    public int keyLength(EntityKeyCodec codec, int part, int row) {
        return Long.BYTES;
    }

    @Override
    public int writeKey(EntityKeyCodec codec, int part, int row, byte[] target, int position) {
        return codec.writeInt64(part, values[row], target, position);
    }

    @Override
    public void writeValue(int row, JsonValues json) {
        json.int64(values[row]);
    }
}
