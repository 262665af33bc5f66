package io.granary.benchmarks.offline;

/**
 * The same join as feature stores write it in SQL: every row beside every older one of its entity within the ttl, numbered,
 * the first kept, joined back. Runs in a JVM with Spark's jars, which this module is not compiled with. Arguments: folder of
 * the tables, output, days of the ttl, master.
 */
final class RowNumberJoin {

    private RowNumberJoin() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        String folder = arguments[0];
        SparkSql spark = SparkSql.start(arguments[3]);
        spark.run("CREATE TEMPORARY VIEW rows USING parquet OPTIONS (path '" + folder + "/rows.parquet')");
        for (String view : Purchases.VIEWS) {
            spark.run("CREATE TEMPORARY VIEW " + view + " USING parquet OPTIONS (path '" + folder + "/" + view
                    + ".parquet')");
        }
        spark.run("INSERT OVERWRITE DIRECTORY '" + arguments[1] + "' USING parquet " + question(arguments[2]));
        System.exit(0);
    }

    private static String question(String ttlDays) {
        StringBuilder sql = new StringBuilder("SELECT e.*");
        StringBuilder joins = new StringBuilder();
        for (String view : Purchases.VIEWS) {
            StringBuilder features = new StringBuilder();
            for (String feature : Purchases.FEATURES) {
                sql.append(", %1$s_newest.%2$s AS %1$s_facts__%2$s".formatted(view, feature));
                features.append(", v.").append(feature);
            }
            joins.append(' ').append("""
                     LEFT JOIN (SELECT * FROM (SELECT r.row_number AS asked%2$s,
                      row_number() OVER (PARTITION BY r.row_number ORDER BY v.at DESC) AS place
                      FROM rows r JOIN %1$s v ON r.%1$s = v.%1$s AND v.at <= r.event_timestamp
                      AND v.at >= r.event_timestamp - INTERVAL %3$s DAY) WHERE place = 1) AS %1$s_newest
                      ON %1$s_newest.asked = e.row_number""".formatted(view, features, ttlDays));
        }
        return sql.append(" FROM rows e").append(joins).toString();
    }
}
