package io.granary.ingestion;

import io.micrometer.core.instrument.Counter;

/** One feature view of a stream application, and its counters. */
record CountedView(ViewRows rows, Counter written, Counter unselected, Counter erased) {

    static CountedView of(ViewRows rows, SourceMetrics metrics) {
        return new CountedView(
                rows, metrics.rows(rows.view()), metrics.unselected(rows.view()), metrics.erased(rows.view()));
    }
}
