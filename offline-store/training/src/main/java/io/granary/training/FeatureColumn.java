package io.granary.training;

import io.granary.core.type.ScalarType;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A feature that a tree can split on, and how its values become 32-bit floats. */
record FeatureColumn(String name, ScalarType type) {

    /** The feature of a Parquet column, or null when trees cannot use its type. */
    static @Nullable FeatureColumn of(String name, String sqlType) {
        ScalarType type = scalarType(sqlType);
        return type == null ? null : new FeatureColumn(name, type);
    }

    /** The current row's value; a null is NaN, which trees read as missing. */
    float read(ResultSet row, int column) throws SQLException {
        float value = switch (type) {
            case BOOL -> row.getBoolean(column) ? 1 : 0;
            case INT32, INT64 -> row.getLong(column);
            default -> (float) row.getDouble(column);
        };
        return row.wasNull() ? Float.NaN : value;
    }

    private static @Nullable ScalarType scalarType(String sqlType) {
        return switch (sqlType) {
            case "BOOLEAN" -> ScalarType.BOOL;
            case "TINYINT", "SMALLINT", "INTEGER" -> ScalarType.INT32;
            case "BIGINT" -> ScalarType.INT64;
            case "FLOAT" -> ScalarType.FLOAT32;
            case "DOUBLE" -> ScalarType.FLOAT64;
            default -> null;
        };
    }
}
