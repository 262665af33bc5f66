package io.granary.offline.engine.statistics;

import io.granary.core.type.EpochMicros;
import io.granary.core.window.ByteSink;
import io.granary.core.window.ByteSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the columns of a table and a checksum of its rows in the making: rows are added in any order, parts are
 * merged in any order. A row is one call for each column, in order, then {@link #endRow}. One thread.
 */
public final class SetSketch {

    private static final long SECOND_SEED = 0xBB67AE8584CAA73BL;
    /** Rows that wait, so that columns are looked at one after the other, not cell by cell. */
    private static final int BATCH = 1024;

    private final List<ColumnKind> kinds;
    private final @Nullable NumberSketch[] numbers;
    private final @Nullable TextSketch[] texts;
    private final long[] others;
    /** Of the rows that wait, by column: numbers, the bits of numbers, hashes of other values. */
    private final long[][] waiting;

    private final boolean[][] isNull;
    private int rows;
    private long high;
    private long low;

    public SetSketch(List<ColumnKind> kinds) {
        this.kinds = List.copyOf(kinds);
        numbers = new @Nullable NumberSketch[kinds.size()];
        texts = new @Nullable TextSketch[kinds.size()];
        others = new long[kinds.size()];
        waiting = new long[kinds.size()][BATCH];
        isNull = new boolean[kinds.size()][BATCH];
        for (int i = 0; i < numbers.length; i++) {
            switch (kinds.get(i)) {
                case TRUTH, WHOLE, REAL, MOMENT -> numbers[i] = new NumberSketch(kinds.get(i));
                case TEXT -> texts[i] = new TextSketch();
                case OTHER, FOREIGN -> others[i] = 0;
            }
        }
    }

    public List<ColumnKind> kinds() {
        return kinds;
    }

    /** A truth, a whole number or a moment. */
    public void whole(int column, long value) {
        waiting[column][rows] = value;
        isNull[column][rows] = false;
    }

    public void real(int column, double value) {
        whole(column, Double.doubleToLongBits(value));
    }

    /** A null. */
    public void nothing(int column) {
        isNull[column][rows] = true;
    }

    /** A value as core represents it, or null. */
    public void value(int column, @Nullable Object value) {
        if (value == null) {
            nothing(column);
            return;
        }
        switch (kinds.get(column)) {
            case TRUTH -> whole(column, (Boolean) value ? 1 : 0);
            case WHOLE -> whole(column, ((Number) value).longValue());
            case REAL -> real(column, ((Number) value).doubleValue());
            case MOMENT -> whole(column, EpochMicros.of((Instant) value));
            case TEXT -> whole(column, text(column, value.toString()));
            case OTHER -> whole(column, ValueHash.of(value));
            case FOREIGN -> whole(column, 0);
        }
    }

    public void endRow() {
        if (++rows == BATCH) {
            settle();
        }
    }

    /** What {@link #merge} adds. */
    public byte[] toBytes() {
        settle();
        ByteSink out = new ByteSink();
        out.writeLong(high);
        out.writeLong(low);
        for (int i = 0; i < others.length; i++) {
            NumberSketch number = numbers[i];
            TextSketch text = texts[i];
            if (number != null) {
                number.write(out);
            } else if (text != null) {
                text.write(out);
            } else {
                out.writeVarint(others[i]);
            }
        }
        return out.toByteArray();
    }

    /** Adds the rows of another sketch of the same kinds of columns. */
    public void merge(byte[] bytes) {
        ByteSource in = new ByteSource().reset(bytes, 0, bytes.length);
        high += in.readLong();
        low += in.readLong();
        for (int i = 0; i < others.length; i++) {
            NumberSketch number = numbers[i];
            TextSketch text = texts[i];
            if (number != null) {
                number.merge(in);
            } else if (text != null) {
                text.merge(in);
            } else {
                others[i] += in.readVarint();
            }
        }
    }

    public ColumnStatistics statistics(int column) {
        settle();
        NumberSketch number = numbers[column];
        TextSketch text = texts[column];
        if (number != null) {
            return number.statistics();
        }
        return text == null ? ColumnStatistics.ofCount(others[column], 0) : text.statistics();
    }

    /** 128 bits that tell sets of rows apart, whatever the order of the rows; not proof against forgery. */
    public String checksum() {
        settle();
        return "%016x%016x".formatted(high, low);
    }

    private long text(int column, String value) {
        TextSketch sketch = texts[column];
        if (sketch != null) {
            sketch.add(value);
        }
        return ValueHash.of(value);
    }

    /** Looks at the rows that wait. */
    private void settle() {
        long[] hashes = new long[rows];
        for (int i = 0; i < others.length; i++) {
            NumberSketch number = numbers[i];
            if (number != null) {
                number.addAll(waiting[i], isNull[i], rows);
            } else if (texts[i] == null) {
                others[i] += values(isNull[i]);
            }
            if (kinds.get(i) != ColumnKind.FOREIGN) {
                hash(waiting[i], isNull[i], hashes);
            }
        }
        for (long hash : hashes) {
            high += ValueHash.mix(hash);
            low += ValueHash.mix(hash ^ SECOND_SEED);
        }
        rows = 0;
    }

    private long values(boolean[] areNull) {
        long values = 0;
        for (int i = 0; i < rows; i++) {
            values += areNull[i] ? 0 : 1;
        }
        return values;
    }

    private static void hash(long[] values, boolean[] areNull, long[] hashes) {
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = ValueHash.combine(hashes[i], areNull[i] ? ValueHash.NOTHING : ValueHash.mix(values[i]));
        }
    }
}
