package io.granary.benchmarks.offline;

/**
 * The same windows as plain Spark SQL: every row beside every event of its card in thirty days, then grouped. Runs in a JVM
 * with Spark's jars, which this module is not compiled with. Arguments: events, entity rows, output.
 */
final class RangeJoin {

    /** Tails move by 5 minutes, an hour, an hour and a day. */
    private static final String[][] WINDOWS = {
        {"1h", "300", "3600"}, {"24h", "3600", "86400"}, {"7d", "3600", "604800"}, {"30d", "86400", "2592000"}
    };

    private RangeJoin() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        SparkSql join = SparkSql.start("local[*]");
        join.run("CREATE TEMPORARY VIEW events USING parquet OPTIONS (path '" + arguments[0] + "')");
        join.run("CREATE TEMPORARY VIEW rows USING parquet OPTIONS (path '" + arguments[1] + "')");
        join.run("INSERT OVERWRITE DIRECTORY '" + arguments[2] + "' USING parquet " + question());
        System.exit(0);
    }

    private static String question() {
        StringBuilder sql = new StringBuilder("SELECT row_number, any_value(r.card) AS card");
        for (String[] window : WINDOWS) {
            String in = "unix_micros(e.paid_at) >= " + from(window);
            sql.append(", count(CASE WHEN ")
                    .append(in)
                    .append(" THEN 1 END) AS payments_")
                    .append(window[0]);
            sql.append(", sum(CASE WHEN ")
                    .append(in)
                    .append(" THEN e.amount END) AS spent_")
                    .append(window[0]);
            sql.append(", max(CASE WHEN ")
                    .append(in)
                    .append(" THEN e.amount END) AS largest_")
                    .append(window[0]);
        }
        return sql.append(" FROM rows r LEFT JOIN events e ON r.card = e.card AND e.paid_at < r.event_timestamp")
                .append(" AND unix_micros(e.paid_at) >= ")
                .append(from(WINDOWS[WINDOWS.length - 1]))
                .append(" GROUP BY row_number")
                .toString();
    }

    private static String from(String[] window) {
        String hop = window[1] + "000000";
        return "unix_micros(r.event_timestamp) div " + hop + " * " + hop + " - " + window[2] + "000000";
    }
}
