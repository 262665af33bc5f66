package io.granary.core.row;

import io.granary.core.GranaryException;
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

    private RowProjection(ColumnCodec[] written, int[] places, boolean[] holds) {
        this.written = written;
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
}
