package io.granary.offline.local;

import io.granary.core.type.EpochMicros;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in SQL as a row of a result shows it, read as something that {@link io.granary.core.type.Coercion} takes. Moments
 * travel as microseconds: what JDBC makes of them depends on the zone of the machine.
 *
 * @param sql what is selected
 */
record Cell(String sql, boolean isMoment) {

    /** @param type of the value in DuckDB */
    static Cell of(String value, String type) {
        if (DuckTypes.isMoment(type)) {
            return new Cell("epoch_us(" + value + ")", true);
        }
        if (type.endsWith("[]") && DuckTypes.isMoment(type.substring(0, type.length() - 2))) {
            return new Cell("list_transform(" + value + ", lambda moment: epoch_us(moment))", true);
        }
        return new Cell(value, false);
    }

    /** @param column its position in the result, from 1 */
    @Nullable
    Object read(ResultSet row, int column) throws SQLException {
        return plain(row.getObject(column));
    }

    private @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value == null) {
            return null;
        }
        if (value instanceof Long micros && isMoment) {
            return EpochMicros.toInstant(micros);
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        }
        return value instanceof Map<?, ?> map ? map(map) : value;
    }

    private List<@Nullable Object> list(@Nullable Object[] values) throws SQLException {
        List<@Nullable Object> list = new ArrayList<>(values.length);
        for (Object value : values) {
            list.add(plain(value));
        }
        return list;
    }

    private Map<@Nullable Object, @Nullable Object> map(Map<?, ?> values) throws SQLException {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            map.put(entry.getKey(), plain(entry.getValue()));
        }
        return map;
    }
}
