/** Iceberg catalogs: which Parquet files a table is made of, and with which columns, in one of its snapshots. */
@NullMarked
package io.granary.iceberg;

import org.jspecify.annotations.NullMarked;
