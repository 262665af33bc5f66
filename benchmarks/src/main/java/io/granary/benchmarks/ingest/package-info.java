/** How many events a second ingestion takes, and what each costs. */
@NullMarked
package io.granary.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
