/** What a benchmark found, as a table and as JSON. */
@NullMarked
package io.granary.benchmarks.report;

import org.jspecify.annotations.NullMarked;
