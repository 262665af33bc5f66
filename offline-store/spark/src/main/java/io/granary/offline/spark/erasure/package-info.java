/** Rows of an entity taken out of the Parquet files of batch sources; needs parquet-java, no Spark session. */
@NullMarked
package io.granary.offline.spark.erasure;

import org.jspecify.annotations.NullMarked;
