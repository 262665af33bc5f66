package io.granary.core.row;

import io.granary.core.GranaryException;
import io.granary.core.type.ScalarType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows written under one schema as rows of another schema of the same generation: columns are matched by name, and
 * columns that nobody wants are passed over. Immutable and safe for threads.
 */
public final class RowProjection {

    private static final int UNWANTED = -1;

    /** Of each written column, its place among the wanted ones. */
    private final int[] places;

    private final ColumnCodec[] written;
    private final boolean[] holds;

    /** Of each written column, its type; null for a type that is no scalar. */
    private final @Nullable ScalarType[] scalars;

    private RowProjection(ColumnCodec[] written, int[] places, boolean[] holds) {
        this.written = written;
        this.scalars = Arrays.stream(written)
                .map(codec -> codec.column().type() instanceof ScalarType scalar ? scalar : null)
                .toArray(ScalarType[]::new);
        this.places = places;
        this.holds = holds;
    }

    /**
     * Prepares to read rows of {@code written}.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming a column whose type differs between the two
     */
    public static RowProjection of(RowSchema written, RowSchema wanted) {
        Map<String, Integer> wantedPlaces = new HashMap<>();
        for (int i = 0; i < wanted.columns().size(); i++) {
            wantedPlaces.put(wanted.columns().get(i).name(), i);
        }
        ColumnCodec[] codecs = written.columns().stream().map(ColumnCodec::of).toArray(ColumnCodec[]::new);
        int[] places = new int[codecs.length];
        boolean[] holds = new boolean[wanted.columns().size()];
        for (int i = 0; i < codecs.length; i++) {
            places[i] = wantedPlaces.getOrDefault(codecs[i].column().name(), UNWANTED);
            if (places[i] != UNWANTED) {
                codecs[i].requireSame(wanted.columns().get(places[i]));
                holds[places[i]] = true;
            }
        }
        return new RowProjection(codecs, places, holds);
    }

    /** Whether the written rows have the wanted column at this index; if not, its decoded value is always null. */
    public boolean holds(int wantedIndex) {
        return holds[wantedIndex];
    }

    /**
     * The values in the order of the wanted columns, of a body from {@code offset} to the end of the array.
     *
     * @throws GranaryException (INTERNAL) when the bytes are not one body of the written schema
     */
    public @Nullable Object[] decode(byte[] bytes, int offset) {
        BodyReader in = new BodyReader(bytes, offset);
        @Nullable Object[] values = new @Nullable Object[holds.length];
        for (int i = 0; i < written.length; i++) {
            if (places[i] == UNWANTED) {
                written[i].skip(in);
            } else {
                values[places[i]] = written[i].read(in);
            }
        }
        in.requireEnd();
        return values;
    }

    /**
     * Decodes a body into cells, without an object for a scalar: the wanted columns from {@code firstCell} on, in their
     * order. Values are the ones that {@link #decode(byte[], int)} gives; a column that the rows lack stays null.
     *
     * @param offset of the body in the cells' bytes
     * @param end of the body
     * @throws GranaryException (INTERNAL) when the bytes are not one body of the written schema
     */
    public void decode(int offset, int end, RowCells cells, int firstCell) {
        BodyReader in = new BodyReader(cells.bytes(), offset, end);
        for (int i = 0; i < written.length; i++) {
            if (in.readIsNull()) {
                continue;
            }
            if (places[i] == UNWANTED) {
                written[i].values().skip(in);
            } else {
                readCell(i, in, cells, firstCell + places[i]);
            }
        }
        in.requireEnd();
    }

    private void readCell(int column, BodyReader in, RowCells cells, int cell) {
        ScalarType scalar = scalars[column];
        if (scalar == null) {
            cells.setObject(cell, written[column].values().read(in));
            return;
        }
        switch (scalar) {
            case FLOAT64 -> cells.setBits(cell, in.readDoubleBits());
            case FLOAT32 -> cells.setBits(cell, Double.doubleToRawLongBits(in.readFloat()));
            case INT64, TIMESTAMP -> cells.setBits(cell, in.readLong());
            case INT32 -> cells.setBits(cell, in.readInt());
            case BOOL -> cells.setBits(cell, in.readBoolean() ? 1 : 0);
            case STRING -> {
                int length = in.readLength();
                cells.setSlice(cell, in.skipText(length), length);
            }
            case BYTES -> {
                int length = in.readLength();
                cells.setSlice(cell, in.take(length), length);
            }
        }
    }
}
