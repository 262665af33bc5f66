package io.granary.ingestion;

import io.micrometer.core.instrument.Counter;

/** One feature view of a stream application, and its counters. */
record ViewOutput(ViewRows rows, Counter written, Counter unselected) {

    static ViewOutput of(ViewRows rows, SourceMetrics metrics) {
        return new ViewOutput(rows, metrics.rows(rows.view()), metrics.unselected(rows.view()));
    }
}
