package io.granary.cli.demo;

import io.granary.cli.client.JsonHttp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares what was served and trained on with the oracle. */
final class DemoCheck {

    private static final int EVERY_NTH_ROW = 20;
    private static final int MIN_SAMPLE = 2_000;

    private final FlightTable table;
    private final JsonHttp serving;
    private final Oracle oracle;
    private final DemoReport report;

    DemoCheck(FlightTable table, JsonHttp serving, Oracle oracle, DemoReport report) {
        this.table = table;
        this.serving = serving;
        this.oracle = oracle;
        this.report = report;
    }

    /** Reads every airport and every route over HTTP. */
    void online(List<Flight> flights, Instant now) {
        TreeSet<String> airports = new TreeSet<>();
        flights.forEach(flight -> airports.addAll(List.of(flight.origin(), flight.destination())));
        OnlineCheck check = new OnlineCheck(serving, oracle, now);
        check.airports(List.copyOf(airports));
        Comparison comparison = check.routes(List.copyOf(oneOfEachRoute(flights)));
        report.add("online_keys", airports.size() + oneOfEachRoute(flights).size())
                .require(comparison.checked() > 0, "online_checked", comparison.checked(), "more than 0")
                .require(comparison.wrong() == 0, "online_wrong", comparison.wrong(), "0")
                .explain(comparison);
    }

    /** Compares every n-th row of the training set. */
    void training(Path trainingSet, long rows, long labels) {
        TrainingCheck check = new TrainingCheck(table, oracle);
        int sample = check.compareSample(trainingSet, EVERY_NTH_ROW);
        report.require(rows == labels, "training_rows", rows, labels + " labels")
                .require(sample >= MIN_SAMPLE, "training_checked", sample, "at least " + MIN_SAMPLE)
                .require(check.wrongRows() == 0, "training_wrong", check.wrongRows(), "0")
                .explain(check.comparison());
    }

    private static Collection<Flight> oneOfEachRoute(List<Flight> flights) {
        Map<String, Flight> routes = new LinkedHashMap<>();
        flights.forEach(flight -> routes.putIfAbsent(flight.route(), flight));
        return routes.values();
    }
}
