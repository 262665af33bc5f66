/** The offline engine of one machine: DuckDB scans, sorts and joins, core computes. */
@NullMarked
package io.granary.offline.local;

import org.jspecify.annotations.NullMarked;
