package io.granary.cli.demo;

import io.granary.cli.client.JsonHttp;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.training.TrainedModel;
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
    private static final double MAX_DIFFERENCE = 1e-5;

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
    void training(Path trainingSet) {
        TrainingCheck check = new TrainingCheck(table, oracle);
        int sample = check.compareSample(trainingSet, EVERY_NTH_ROW);
        report.require(sample >= MIN_SAMPLE, "training_checked", sample, "at least " + MIN_SAMPLE)
                .require(check.wrongRows() == 0, "training_wrong", check.wrongRows(), "0")
                .explain(check.comparison());
    }

    /** Compares the served model with its native file, for each version. */
    void predictions(DemoFolder folder, Model model) {
        PredictionCheck check = new PredictionCheck(table, serving);
        double difference = 0;
        for (ModelVersion version : model.versions()) {
            Path file = folder.models().resolve(model.name()).resolve(version.version());
            difference = Math.max(
                    difference,
                    check.maxDifference(
                            folder.trainingSet(), model.name(), version, file.resolve(TrainedModel.NATIVE_FILE)));
        }
        report.require(
                difference < MAX_DIFFERENCE,
                "prediction_max_abs_difference",
                difference,
                "less than " + MAX_DIFFERENCE);
    }

    private static Collection<Flight> oneOfEachRoute(List<Flight> flights) {
        Map<String, Flight> routes = new LinkedHashMap<>();
        flights.forEach(flight -> routes.putIfAbsent(flight.route(), flight));
        return routes.values();
    }
}
