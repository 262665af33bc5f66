package io.granary.registry.server.plan;

import io.granary.core.row.RowSchema;
import io.granary.core.row.StoredRow;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;

/**
 * The length of a stored row as its schema lets expect: exact for types of fixed length, else a guess that is said to
 * be one.
 */
final class RowBytes {

    private static final int NULL_OR_NOT = 1;
    private static final int LENGTH = 1;
    private static final int BLOCKS = 2;
    private static final int TYPICAL_TEXT = 12;
    private static final int TYPICAL_ITEMS = 10;

    private RowBytes() {}

    static int of(RowSchema schema) {
        return StoredRow.HEADER_LENGTH
                + schema.columns().stream()
                        .mapToInt(column -> NULL_OR_NOT + of(column.type()))
                        .sum();
    }

    private static int of(DataType type) {
        if (type instanceof ScalarType scalar) {
            return of(scalar);
        }
        if (type instanceof VectorType vector) {
            return BLOCKS + LENGTH + vector.dimension() * Float.BYTES;
        }
        if (type instanceof MapType map) {
            return BLOCKS + TYPICAL_ITEMS * (LENGTH + TYPICAL_TEXT + of(map.value()));
        }
        return BLOCKS + TYPICAL_ITEMS * of(((ListType) type).element());
    }

    /** Whole numbers are written in as many groups of seven bits as they need. */
    private static int of(ScalarType type) {
        return switch (type) {
            case BOOL -> 1;
            case INT32 -> 3;
            case INT64 -> 4;
            case FLOAT32 -> Float.BYTES;
            case FLOAT64, TIMESTAMP -> Double.BYTES;
            case STRING, BYTES -> LENGTH + TYPICAL_TEXT;
        };
    }
}
