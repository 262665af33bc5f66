package io.granary.offline.spark;

import static org.apache.spark.sql.functions.col;

import io.granary.offline.engine.compute.EventsInOrder;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What the sweep sorts: rows of plain views, events of window views, and probes of entity rows. Each has a view and an
 * entity key. A row of a plain view has the moment from which it is known, which its probes see; an event has its event
 * timestamp, which its probes do not see: a window is open at its end.
 */
final class SweepRow {

    static final String VIEW = "view";
    static final String KEY = "key";
    static final String MICROS = "micros";

    /** Spreads views and keys over partitions, and comes first in the order within them: numbers are quickly compared. */
    static final String SLOT = "slot";

    static final StructType SCHEMA = new StructType()
            .add(VIEW, DataTypes.IntegerType, false)
            .add(KEY, DataTypes.BinaryType, false)
            .add(MICROS, DataTypes.LongType, false)
            .add("kind", DataTypes.IntegerType, false)
            .add("content", DataTypes.BinaryType, true)
            .add("number", DataTypes.LongType, false)
            .add("role", DataTypes.IntegerType, false);

    private static final int VIEW_ROW = 0;
    private static final int PROBE = 1;
    private static final int EVENT = 2;
    private static final int NAMELESS_EVENT = 3;

    private static final int NO_ROLE = -1;

    private SweepRow() {}

    /** Slot, view, key; then moment, kind, content, number: events that are equal are next to each other. */
    static List<Column> order() {
        return List.of(col(SLOT), col(VIEW), col(KEY), col(MICROS), col("kind"), col("content"), col("number"));
    }

    /** The same, but the latest moments first. */
    static List<Column> newestFirst() {
        return List.of(col(SLOT), col(VIEW), col(KEY), col(MICROS).desc(), col("kind"), col("content"), col("number"));
    }

    static Row viewRow(int view, byte[] key, long visibleMicros, byte[] stored) {
        return RowFactory.create(view, key, visibleMicros, VIEW_ROW, stored, 0L, NO_ROLE);
    }

    /** @param content id and inputs, as {@link io.granary.core.window.EventValues#write} writes them */
    static Row event(int view, byte[] key, long eventMicros, byte[] content, long arrivalMicros) {
        return RowFactory.create(view, key, eventMicros, EVENT, content, arrivalMicros, NO_ROLE);
    }

    /** An event that has no id: each is another one, whatever its content. */
    static Row namelessEvent(int view, byte[] key, long eventMicros, byte[] content, long arrivalMicros) {
        return RowFactory.create(view, key, eventMicros, NAMELESS_EVENT, content, arrivalMicros, NO_ROLE);
    }

    static Row probe(int view, byte[] key, long atMicros, long row, int role) {
        return RowFactory.create(view, key, atMicros, PROBE, null, row, role);
    }

    static int view(Row row) {
        return row.getInt(0);
    }

    static byte[] key(Row row) {
        return row.<byte[]>getAs(1);
    }

    static long micros(Row row) {
        return row.getLong(2);
    }

    static boolean isProbe(Row row) {
        return row.getInt(3) == PROBE;
    }

    private static boolean isNameless(Row row) {
        return row.getInt(3) == NAMELESS_EVENT;
    }

    /** A stored row or an event's content; of a probe, null. */
    static byte @Nullable [] content(Row row) {
        return row.<byte[]>getAs(4);
    }

    /** Shows an event to those of its entity key, which give its content, or nothing when it came before. */
    static byte[] nextEvent(EventsInOrder events, Row row) {
        byte[] content = row.<byte[]>getAs(4);
        return isNameless(row) ? events.nextNameless(micros(row), content) : events.next(micros(row), content);
    }

    /**
     * The row as one of another entity key, which no row has by itself: keys of a view are never the beginning of each other.
     */
    static Row inSlice(Row row, int slice) {
        byte[] key = key(row);
        byte[] sliced = ByteBuffer.allocate(key.length + Integer.BYTES)
                .put(key)
                .putInt(slice)
                .array();
        return RowFactory.create(view(row), sliced, micros(row), row.getInt(3), row.get(4), number(row), role(row));
    }

    /** Of a probe, the number of its entity row; of an event, its arrival in epoch microseconds. */
    static long number(Row row) {
        return row.getLong(5);
    }

    static int role(Row row) {
        return row.getInt(6);
    }
}
