package io.granary.offline.local;

import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Coercion in SQL, for the pairs of types where no value can fail: what {@link io.granary.core.type.Coercion} gives, it
 * gives. Everything else is coerced by core.
 */
final class LosslessCast {

    private static final Set<String> BYTE_SIZED = Set.of("TINYINT", "UTINYINT", "SMALLINT", "USMALLINT");
    private static final Map<ScalarType, Set<String>> SOURCES = Map.of(
            ScalarType.BOOL, Set.of("BOOLEAN"),
            ScalarType.INT32, with(BYTE_SIZED, "INTEGER"),
            ScalarType.INT64, with(BYTE_SIZED, "INTEGER", "UINTEGER", "BIGINT"),
            ScalarType.FLOAT32, with(BYTE_SIZED, "FLOAT"),
            ScalarType.FLOAT64, with(BYTE_SIZED, "INTEGER", "UINTEGER", "FLOAT", "DOUBLE"),
            ScalarType.STRING, with(BYTE_SIZED, "VARCHAR", "INTEGER", "UINTEGER", "BIGINT"),
            ScalarType.BYTES, Set.of("BLOB"),
            ScalarType.TIMESTAMP, Set.of("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", DuckTypes.MOMENT));

    private LosslessCast() {}

    /**
     * A value of the wanted type in SQL, or null when core has to see each value.
     *
     * @param value in SQL
     * @param from its type in DuckDB
     */
    static @Nullable String of(String value, String from, DataType wanted) {
        if (!(wanted instanceof ScalarType scalar)
                || !SOURCES.getOrDefault(scalar, Set.of()).contains(from)) {
            return null;
        }
        if (scalar == ScalarType.TIMESTAMP) {
            return from.equals(DuckTypes.MOMENT) ? value : moment(value);
        }
        String type = DuckTypes.toDuck(scalar);
        String cast = from.equals(type) ? value : "CAST(" + value + " AS " + type + ")";
        return scalar == ScalarType.FLOAT32 || scalar == ScalarType.FLOAT64 ? withoutNegativeZero(cast, type) : cast;
    }

    /** A moment with zone out of one without, which is UTC; many times cheaper than a cast, which asks a calendar. */
    static String moment(String value) {
        return "make_timestamptz(epoch_us(" + value + "))";
    }

    /** -0.0 is 0.0 everywhere. */
    private static String withoutNegativeZero(String value, String type) {
        return "CASE WHEN " + value + " = 0 THEN CAST(0 AS " + type + ") ELSE " + value + " END";
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(Set.of(more));
        return Set.copyOf(all);
    }
}
