package io.granary.offline.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the types of columns of text: the first of whole numbers, numbers, days, moments and booleans that all values are
 * written as. Numbers that start with a zero are codes, and stay text.
 */
final class TextTypes {

    private static final String WHOLE = "'[+-]?[0-9]+'";
    private static final String CODE = "'[+-]?0[0-9].*'";
    private static final String DAY = "'[0-9]{4}-[0-9]{2}-[0-9]{2}'";
    private static final String MOMENT = "'[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*'";
    private static final String NUMBER = "'[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?|NaN|[+-]?Infinity'";

    /** In the order in which they are tried; the type and the values that have it. */
    private static final Map<String, String> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("INTEGER", written(WHOLE, "INTEGER") + " AND NOT regexp_full_match(%1$s, " + CODE + ")");
        TYPES.put("BIGINT", written(WHOLE, "BIGINT") + " AND NOT regexp_full_match(%1$s, " + CODE + ")");
        TYPES.put("DOUBLE", written(NUMBER, "DOUBLE") + " AND NOT regexp_full_match(%1$s, " + CODE + ")");
        TYPES.put("DATE", written(DAY, "DATE"));
        TYPES.put(DuckTypes.MOMENT, written(MOMENT, DuckTypes.MOMENT));
        TYPES.put("BOOLEAN", "lower(%1$s) IN ('true', 'false')");
    }

    private final Database database;

    TextTypes(Database database) {
        this.database = database;
    }

    /** The type of each of some columns of a table. */
    Map<String, String> infer(String table, List<String> columns) {
        Map<String, String> types = new LinkedHashMap<>();
        for (String column : columns) {
            types.put(column, infer(table, column));
        }
        return types;
    }

    private String infer(String table, String column) {
        String name = Sql.name(column);
        long[] found = database.numbers("SELECT count(" + name + "), "
                + Sql.list(TYPES.values(), rule -> "count(*) FILTER (WHERE " + rule.formatted(name) + ")") + " FROM "
                + table);
        int type = 1;
        for (String candidate : TYPES.keySet()) {
            if (found[0] > 0 && found[type] == found[0]) {
                return candidate;
            }
            type++;
        }
        return DuckTypes.TEXT;
    }

    private static String written(String pattern, String type) {
        return "regexp_full_match(%1$s, " + pattern + ") AND TRY_CAST(%1$s AS " + type + ") IS NOT NULL";
    }
}
