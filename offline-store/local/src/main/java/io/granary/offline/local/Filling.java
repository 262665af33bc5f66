package io.granary.offline.local;

import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** A table of ours that rows are added to; they are seen when it is closed. */
final class Filling implements AutoCloseable {

    private final DuckDBAppender appender;
    private final List<DataType> types;

    private Filling(DuckDBAppender appender, List<DataType> types) {
        this.appender = appender;
        this.types = types;
    }

    /** Creates a table whose columns have names of ours and types of ours. */
    static Filling create(Database database, String table, Map<String, DataType> columns) {
        database.run("CREATE TABLE " + table + " ("
                + Sql.list(columns.entrySet(), column -> column.getKey() + " " + DuckTypes.toDuck(column.getValue()))
                + ")");
        try {
            return new Filling(database.fill(table), List.copyOf(columns.values()));
        } catch (SQLException e) {
            throw Database.failed(e);
        }
    }

    /** Adds a row: values of the columns' types. */
    void add(@Nullable Object... values) throws SQLException {
        appender.beginRow();
        for (int i = 0; i < values.length; i++) {
            append(values[i], types.get(i));
        }
        appender.endRow();
    }

    @Override
    public void close() {
        try {
            appender.close();
        } catch (SQLException e) {
            throw Database.failed(e);
        }
    }

    private void append(@Nullable Object value, DataType type) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else if (type instanceof ScalarType scalar) {
            append(value, scalar);
        } else if (type instanceof MapType map) {
            appender.append(elements((Map<?, ?>) value, map.value()));
        } else {
            ScalarType element = type instanceof ListType list ? list.element() : ScalarType.FLOAT32;
            appender.append(elements((Collection<?>) value, element));
        }
    }

    private void append(Object value, ScalarType type) throws SQLException {
        switch (type) {
            case BOOL -> appender.append((boolean) (Boolean) value);
            case INT32 -> appender.append((int) (Integer) value);
            case INT64 -> appender.append((long) (Long) value);
            case FLOAT32 -> appender.append((float) (Float) value);
            case FLOAT64 -> appender.append((double) (Double) value);
            case STRING -> appender.append((String) value);
            case BYTES -> appender.append(bytes(value));
            case TIMESTAMP -> appender.appendEpochMicros(EpochMicros.of((Instant) value));
        }
    }

    private static List<Object> elements(Collection<?> values, ScalarType type) {
        return values.stream().map(value -> element(value, type)).toList();
    }

    private static Map<Object, Object> elements(Map<?, ?> values, ScalarType type) {
        Map<Object, Object> elements = new LinkedHashMap<>();
        values.forEach((key, value) -> elements.put(key, element(value, type)));
        return elements;
    }

    private static Object element(Object value, ScalarType type) {
        return switch (type) {
            case BYTES -> bytes(value);
            case TIMESTAMP -> ((Instant) value).atOffset(ZoneOffset.UTC);
            case BOOL, INT32, INT64, FLOAT32, FLOAT64, STRING -> value;
        };
    }

    private static byte[] bytes(Object value) {
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
