package io.granary.offline.engine.statistics;

import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import org.jspecify.annotations.Nullable;

/** What a column's values are to statistics. */
public enum ColumnKind {
    /** {@code BOOL}: 0 and 1. */
    TRUTH,
    /** {@code INT32}, {@code INT64}. */
    WHOLE,
    /** {@code FLOAT32}, {@code FLOAT64}. */
    REAL,
    /** {@code TIMESTAMP}: epoch microseconds. */
    MOMENT,
    TEXT,
    /** Bytes, lists, maps, vectors: they have a checksum, and no statistics. */
    OTHER,
    /** Of a type that is none of ours: left out of checksums, too. */
    FOREIGN;

    /** @param type null: none of ours */
    public static ColumnKind of(@Nullable DataType type) {
        if (type == null) {
            return FOREIGN;
        }
        return type instanceof ScalarType scalar ? of(scalar) : OTHER;
    }

    private static ColumnKind of(ScalarType type) {
        return switch (type) {
            case BOOL -> TRUTH;
            case INT32, INT64 -> WHOLE;
            case FLOAT32, FLOAT64 -> REAL;
            case TIMESTAMP -> MOMENT;
            case STRING -> TEXT;
            case BYTES -> OTHER;
        };
    }
}
