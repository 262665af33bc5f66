package io.granary.online.serving;

import io.granary.core.key.EntityKeyCodec;
import io.granary.online.serving.json.JsonValues;
import java.nio.charset.StandardCharsets;

/**
 * Values of STRING, none of them null, as a request's body has them: ASCII that JSON does not escape.
 *
 * @param slices of each row, the offset in the body in the high half and the length in the low half
 */
record TextColumn(byte[] body, long[] slices) implements BoundColumn {

    @Override
    public Object value(int row) {
        return new String(body, offset(row), length(row), StandardCharsets.ISO_8859_1);
    }

    private int offset(int row) {
        return (int) (slices[row] >>> Integer.SIZE);
    }

    private int length(int row) {
        return (int) slices[row];
    }

    @Override
    public boolean isNull(int row) {
        return false;
    }

    @Override
    public int keyLength(EntityKeyCodec codec, int part, int row) {
        return length(row);
    }

    @Override
    public int writeKey(EntityKeyCodec codec, int part, int row, byte[] target, int position) {
        return codec.writeText(part, body, offset(row), length(row), target, position);
    }

    @Override
    public void writeValue(int row, JsonValues values) {
        values.text(body, offset(row), length(row));
    }
}
