package io.granary.offline.spark;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of this JVM, set up so that moments are UTC, names have case, and no port is open to others. */
final class LocalSession {

    private static final long PARTITIONS_PER_CORE = 2L;

    private LocalSession() {}

    /** Starts Spark, or gives the session that runs. */
    static SparkSession start(String master, String scratch) {
        int cores = Runtime.getRuntime().availableProcessors();
        return SparkSession.builder()
                .appName("granary")
                .master(master)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", false)
                .config("spark.local.dir", scratch)
                .config("spark.sql.warehouse.dir", scratch + "/warehouse")
                .config("spark.sql.shuffle.partitions", cores * PARTITIONS_PER_CORE)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.caseSensitive", true)
                .config("spark.sql.datetime.java8API.enabled", true)
                .config("spark.sql.parquet.inferTimestampNTZ.enabled", false)
                .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
                .getOrCreate();
    }
}
