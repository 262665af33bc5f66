package io.granary.benchmarks;

import java.util.List;

/**
 * What a benchmark found.
 *
 * @param commit of the code that was measured
 * @param loadAverage of the machine when the benchmark started
 * @param rows one for each case, the one that the others are compared with first
 */
record Report(String benchmark, String commit, Load load, double loadAverage, List<ReportRow> rows) {

    Report {
        rows = List.copyOf(rows);
    }

    /** Compares every case with the first; no budget is set yet. */
    static Report of(String benchmark, String commit, Load load, double loadAverage, List<Measurement> measurements) {
        Measurement first = measurements.get(0);
        List<ReportRow> rows = measurements.stream()
                .map(measurement -> new ReportRow(measurement, measurement.timesThatOf(first), null))
                .toList();
        return new Report(benchmark, commit, load, loadAverage, rows);
    }

    boolean holds() {
        return rows.stream().allMatch(ReportRow::holds);
    }
}
