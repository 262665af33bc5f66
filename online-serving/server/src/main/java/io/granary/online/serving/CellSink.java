package io.granary.online.serving;

import io.granary.core.row.RowCells;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.core.window.ObjectSink;
import io.granary.core.window.ValueSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts finished values of windows into cells; only a list, and text from elsewhere, becomes an object. One thread. */
final class CellSink implements ValueSink {

    private final RowCells cells;
    private int cell;
    private DataType type = ScalarType.INT64;
    private @Nullable ObjectSink list;

    CellSink(RowCells cells) {
        this.cells = cells;
    }

    /** Puts the next value there. */
    CellSink at(int nextCell, DataType itsType) {
        cell = nextCell;
        type = itsType;
        list = null;
        return this;
    }

    @Override
    public void nothing() {
        cells.clear(cell, 1);
    }

    @Override
    public void integer(long value) {
        if (list == null) {
            cells.setBits(cell, value);
        } else {
            list.integer(value);
        }
    }

    @Override
    public void number(double value) {
        if (list == null) {
            cells.setBits(cell, Double.doubleToRawLongBits(value));
        } else {
            list.number(value);
        }
    }

    @Override
    public void truth(boolean value) {
        if (list == null) {
            cells.setBits(cell, value ? 1 : 0);
        } else {
            list.truth(value);
        }
    }

    @Override
    public void timestamp(long micros) {
        if (list == null) {
            cells.setBits(cell, micros);
        } else {
            list.timestamp(micros);
        }
    }

    @Override
    public void text(byte[] utf8, int offset, int length) {
        if (list != null) {
            list.text(utf8, offset, length);
        } else if (utf8 == cells.bytes()) {
            cells.setSlice(cell, offset, length);
        } else {
            cells.setObject(cell, new String(utf8, offset, length, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void bytes(byte[] value, int offset, int length) {
        if (list != null) {
            list.bytes(value, offset, length);
        } else if (value == cells.bytes()) {
            cells.setSlice(cell, offset, length);
        } else {
            byte[] copy = Arrays.copyOfRange(value, offset, offset + length);
            cells.setObject(cell, ByteBuffer.wrap(copy).asReadOnlyBuffer());
        }
    }

    @Override
    public void startList(int size) {
        list = ObjectSink.of(type);
        list.startList(size);
    }

    @Override
    public void endList() {
        if (list == null) {
            throw new IllegalStateException("a list ends that did not start");
        }
        list.endList();
        Object value = list.value();
        list = null;
        if (value != null) {
            cells.setObject(cell, value);
        }
    }
}
