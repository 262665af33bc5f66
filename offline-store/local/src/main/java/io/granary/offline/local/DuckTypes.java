package io.granary.offline.local;

import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Our types as DuckDB's and back; DuckDB's are told by their text. */
final class DuckTypes {

    static final String TEXT = "VARCHAR";
    static final String MOMENT = "TIMESTAMP WITH TIME ZONE";

    private static final Map<ScalarType, String> SCALARS = Map.of(
            ScalarType.BOOL, "BOOLEAN",
            ScalarType.INT32, "INTEGER",
            ScalarType.INT64, "BIGINT",
            ScalarType.FLOAT32, "FLOAT",
            ScalarType.FLOAT64, "DOUBLE",
            ScalarType.STRING, TEXT,
            ScalarType.BYTES, "BLOB",
            ScalarType.TIMESTAMP, MOMENT);
    private static final Set<String> MOMENTS =
            Set.of(MOMENT, "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS");
    private static final Set<String> SMALL = Set.of("TINYINT", "SMALLINT", "UTINYINT", "USMALLINT");
    private static final String MAP = "MAP(VARCHAR, ";
    private static final String ICEBERG_MAP = "map<string, ";
    private static final Map<String, String> ICEBERG = Map.ofEntries(
            Map.entry("boolean", "BOOLEAN"),
            Map.entry("int", "INTEGER"),
            Map.entry("long", "BIGINT"),
            Map.entry("float", "FLOAT"),
            Map.entry("double", "DOUBLE"),
            Map.entry("date", "DATE"),
            Map.entry("timestamp", "TIMESTAMP"),
            Map.entry("timestamptz", MOMENT),
            Map.entry("string", TEXT),
            Map.entry("binary", "BLOB"));

    private DuckTypes() {}

    /** The type of a column that holds values of ours. */
    static String toDuck(DataType type) {
        if (type instanceof ListType list) {
            return scalar(list.element()) + "[]";
        }
        if (type instanceof MapType map) {
            return MAP + scalar(map.value()) + ")";
        }
        return type instanceof VectorType ? "FLOAT[]" : scalar((ScalarType) type);
    }

    /** The type that holds every value of one of DuckDB's, or null when there is none. */
    static @Nullable DataType fromDuck(String type) {
        if (type.endsWith("[]")) {
            ScalarType element = scalarFromDuck(type.substring(0, type.length() - 2));
            return element == null ? null : new ListType(element);
        }
        if (type.startsWith(MAP)) {
            ScalarType value = scalarFromDuck(type.substring(MAP.length(), type.length() - 1));
            return value == null ? null : new MapType(value);
        }
        return scalarFromDuck(type);
    }

    /** The type of a column of a snapshot. */
    static String fromIceberg(String type) {
        if (type.startsWith("list<")) {
            return scalarFromIceberg(type.substring("list<".length(), type.length() - 1)) + "[]";
        }
        if (type.startsWith(ICEBERG_MAP)) {
            return MAP + scalarFromIceberg(type.substring(ICEBERG_MAP.length(), type.length() - 1)) + ")";
        }
        return scalarFromIceberg(type);
    }

    /** Whether values are moments; those without zone are UTC. */
    static boolean isMoment(String type) {
        return MOMENTS.contains(type);
    }

    private static String scalarFromIceberg(String type) {
        if (type.startsWith("decimal")) {
            return type.toUpperCase(Locale.ROOT).replace(" ", "");
        }
        String duck = ICEBERG.get(type);
        if (duck == null) {
            throw new IllegalArgumentException("no column of a snapshot has type " + type);
        }
        return duck;
    }

    private static @Nullable ScalarType scalarFromDuck(String type) {
        if (SMALL.contains(type)) {
            return ScalarType.INT32;
        }
        if (type.equals("UINTEGER")) {
            return ScalarType.INT64;
        }
        if (isMoment(type)) {
            return ScalarType.TIMESTAMP;
        }
        for (Map.Entry<ScalarType, String> scalar : SCALARS.entrySet()) {
            if (scalar.getValue().equals(type)) {
                return scalar.getKey();
            }
        }
        return null;
    }

    private static String scalar(ScalarType type) {
        String duck = SCALARS.get(type);
        if (duck == null) {
            throw new IllegalStateException("every scalar type has a DuckDB type: " + type);
        }
        return duck;
    }
}
