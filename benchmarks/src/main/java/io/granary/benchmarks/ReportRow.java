package io.granary.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One case of a report.
 *
 * @param timesHello CPU time of the server for one request, as a multiple of the bare hello's
 * @param budget the most that {@code timesHello} may be; null when none is set
 */
record ReportRow(
        Measurement measurement,
        double timesHello,
        @Nullable Double budget) {

    static final String UNIT = "x hello, server CPU per request";

    /** Whether every answer was right and the budget, if any, was kept. */
    boolean holds() {
        return measurement.answers().wrong() == 0 && (budget == null || timesHello <= budget);
    }
}
