package io.granary.offline.spark;

import org.apache.spark.sql.SparkSession;

/**
 * How hot entity keys are looked for, as Spark's own settings say.
 *
 * @param fromBytes inputs smaller than this are not sampled
 * @param fraction of the rows that are looked at
 * @param shortestSlice length of a slice of time at least, as a multiple of the longest window's reach
 */
record SampleConfig(long fromBytes, double fraction, double shortestSlice) {

    static final String FROM_BYTES = "spark.granary.sample.from-bytes";
    static final String FRACTION = "spark.granary.sample.fraction";
    static final String SHORTEST_SLICE = "spark.granary.sample.shortest-slice";

    private static final String DEFAULT_FROM_BYTES = String.valueOf(32L << 20);

    static SampleConfig of(SparkSession spark) {
        return new SampleConfig(
                Long.parseLong(spark.conf().get(FROM_BYTES, DEFAULT_FROM_BYTES)),
                Double.parseDouble(spark.conf().get(FRACTION, "0.02")),
                Double.parseDouble(spark.conf().get(SHORTEST_SLICE, "1")));
    }
}
