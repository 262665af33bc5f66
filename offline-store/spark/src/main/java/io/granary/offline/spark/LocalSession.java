package io.granary.offline.spark;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The one Spark session of this JVM, set up so that moments are UTC, names have case, and without a cluster no
 * port is open to others. */
final class LocalSession {

    private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";

    private static final long PARTITIONS_PER_CORE = 2L;
    /** Of a file that one task reads: what it makes of them should not spill, and skewed keys are split by task. */
    private static final long MAX_SPLIT_BYTES = 32L << 20;

    private LocalSession() {}

    /**
     * Starts Spark, or gives the session that runs.
     *
     * @param master null: the one that {@code spark-submit} was told
     */
    static SparkSession start(@Nullable String master, String scratch) {
        int cores = Runtime.getRuntime().availableProcessors();
        SparkSession.Builder session = on(master);
        Connectors.sparkDefaults().forEach(session::config);
        return session.config("spark.ui.enabled", false)
                .config("spark.executor.heartbeatInterval", "1s")
                .config("spark.local.dir", scratch)
                .config("spark.sql.warehouse.dir", scratch + "/warehouse")
                .config(SHUFFLE_PARTITIONS, Long.getLong(SHUFFLE_PARTITIONS, cores * PARTITIONS_PER_CORE))
                .config("spark.sql.files.maxPartitionBytes", MAX_SPLIT_BYTES)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.caseSensitive", true)
                .config("spark.sql.datetime.java8API.enabled", true)
                .config("spark.sql.parquet.inferTimestampNTZ.enabled", false)
                // Snapshots of tables name columns by their ids; where nobody asks for ids, nothing is other.
                .config("spark.sql.parquet.fieldId.read.enabled", true)
                .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
                // Else a bit that flipped is another value.
                .config("spark.hadoop.parquet.page.verify-checksum.enabled", true)
                .getOrCreate();
    }

    /** Executors of a cluster have to find the driver; else nobody should. */
    private static SparkSession.Builder on(@Nullable String master) {
        SparkSession.Builder session = SparkSession.builder().appName("granary");
        if (master == null) {
            return session;
        }
        session.master(master);
        return master.startsWith("local")
                ? session.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
                : session;
    }
}
