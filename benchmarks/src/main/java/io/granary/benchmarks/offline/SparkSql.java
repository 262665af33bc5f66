package io.granary.benchmarks.offline;

import java.lang.reflect.InvocationTargetException;

/** A session of Spark, which this module is not compiled with. */
final class SparkSql {

    private final Object session;

    private SparkSql(Object session) {
        this.session = session;
    }

    static SparkSql start(String master) throws ReflectiveOperationException {
        Object builder = Class.forName("org.apache.spark.sql.SparkSession")
                .getMethod("builder")
                .invoke(null);
        set(builder, "spark.master", master);
        set(builder, "spark.ui.enabled", "false");
        set(builder, "spark.driver.host", "127.0.0.1");
        set(builder, "spark.sql.session.timeZone", "UTC");
        return new SparkSql(builder.getClass().getMethod("getOrCreate").invoke(builder));
    }

    void run(String sql) throws ReflectiveOperationException {
        try {
            session.getClass().getMethod("sql", String.class).invoke(session, sql);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Cannot run " + sql + ": " + e.getCause(), e);
        }
    }

    private static void set(Object builder, String key, String value) throws ReflectiveOperationException {
        builder.getClass().getMethod("config", String.class, String.class).invoke(builder, key, value);
    }
}
