package io.granary.offline.local;

import io.granary.offline.engine.compute.SeenTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A column of files.
 *
 * @param type as DuckDB writes it
 */
record FileColumn(String name, String type) {

    /** How a moment is made out of epoch microseconds. */
    private static final Map<String, String> MOMENTS =
            Map.of(DuckTypes.MOMENT, "make_timestamptz", "TIMESTAMP", "make_timestamp");

    /** The column in SQL. */
    String sql() {
        return Sql.name(name);
    }

    /** Which rows have a moment that can be seen, or none, in SQL; empty when there is no bound, or none that files can tell. */
    List<String> bounds(SeenTimes seen) {
        String moment = MOMENTS.get(type);
        List<String> bounds = new ArrayList<>();
        if (moment != null && seen.firstMicros() != Long.MIN_VALUE) {
            bounds.add(bound(">=", moment, seen.firstMicros()));
        }
        if (moment != null && seen.lastMicros() != Long.MAX_VALUE) {
            bounds.add(bound("<=", moment, seen.lastMicros()));
        }
        return bounds;
    }

    private String bound(String comparison, String moment, long micros) {
        return "(" + sql() + " IS NULL OR " + sql() + " " + comparison + " " + moment + "(" + micros + "))";
    }
}
