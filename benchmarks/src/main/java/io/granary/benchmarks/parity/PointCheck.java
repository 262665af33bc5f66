package io.granary.benchmarks.parity;

import static java.util.Objects.requireNonNull;

import io.granary.benchmarks.oracle.Oracle;
import io.granary.benchmarks.oracle.OracleEvents;
import io.granary.benchmarks.oracle.OracleFeature;
import io.granary.benchmarks.oracle.OracleMoment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the answers at points against the oracle, and estimates against each other and against bounds. */
final class PointCheck {

    /** How answers of one kind are counted. */
    static final String ONLINE = "online";

    static final String TRAINING = "training";
    static final String ESTIMATES = "estimates";

    /** Of a percentile; the sketch promises one percent. */
    private static final double PERCENTILE_ERROR = 0.0101;

    /** Of a number of different values; several standard deviations. */
    private static final double DISTINCT_ERROR = 0.1;

    private final List<OracleFeature> features;
    private final Map<String, Oracle> oracles;
    private final Agreement agreement;

    PointCheck(List<OracleFeature> features, OracleEvents events, Agreement agreement) {
        this.features = features;
        this.oracles = Stream.of(Views.AIRPORT, Views.ROUTE)
                .collect(Collectors.toMap(
                        Function.identity(), view -> Oracle.of(events, event -> Point.entityOf(view, event))));
        this.agreement = agreement;
    }

    /** What the features are at a point; takes long, and may be asked by many threads. */
    RightAnswers right(Point point) {
        Map<OracleFeature, String> values = new HashMap<>();
        Map<OracleFeature, List<Double>> near = new HashMap<>();
        Map<String, OracleMoment> moments = new HashMap<>();
        oracles.forEach((view, oracle) -> moments.put(view, oracle.at(point.entity(view), point.timeMicros())));
        for (OracleFeature feature : features) {
            OracleMoment moment = requireNonNull(moments.get(feature.view()), feature.view());
            if (feature.isEstimate()) {
                near.put(feature, moment.near(feature));
            } else {
                values.put(feature, AnswerText.of(moment.value(feature)));
            }
        }
        return new RightAnswers(point, values, near);
    }

    /** Holds what was served and what is trained with, in the order of what is right, against that and each other. */
    void check(List<RightAnswers> right, List<Map<String, String>> online, List<Map<String, String>> training) {
        for (int i = 0; i < right.size(); i++) {
            check(right.get(i), online.get(i), ONLINE);
            check(right.get(i), training.get(i), TRAINING);
            checkSame(right.get(i).point(), online.get(i), training.get(i));
        }
    }

    /** @param kind names what is compared, {@link #ONLINE} or {@link #TRAINING} */
    void check(RightAnswers right, Map<String, String> answers, String kind) {
        for (OracleFeature feature : features) {
            String found = answers.getOrDefault(feature.reference(), "missing");
            String what = what(right.point(), feature);
            if (feature.isEstimate()) {
                checkEstimate(what, feature, right.near(feature), found);
            } else {
                agreement.requireEqual(kind, what, right.value(feature), found);
            }
        }
    }

    /** Estimates are to be the same from both, whatever their error. */
    private void checkSame(Point point, Map<String, String> online, Map<String, String> training) {
        features.stream().filter(OracleFeature::isEstimate).forEach(feature -> {
            String reference = feature.reference();
            agreement.requireEqual(
                    ESTIMATES,
                    what(point, feature),
                    String.valueOf(training.get(reference)),
                    String.valueOf(online.get(reference)));
        });
    }

    private void checkEstimate(String what, OracleFeature feature, List<Double> near, String found) {
        boolean isPercentile = feature.function().equals("percentile");
        double error = isPercentile ? PERCENTILE_ERROR : DISTINCT_ERROR;
        boolean holds = near.isEmpty() ? found.equals("null") : isNear(number(found), near, error);
        agreement.require(holds, ESTIMATES, what, "near " + near, found);
    }

    private static boolean isNear(double found, List<Double> near, double error) {
        double least = near.stream()
                .mapToDouble(each -> each - Math.abs(each) * error)
                .min()
                .orElseThrow();
        double most = near.stream()
                .mapToDouble(each -> each + Math.abs(each) * error)
                .max()
                .orElseThrow();
        return least <= found && found <= most;
    }

    private static double number(String text) {
        int open = text.indexOf('(');
        try {
            return Double.parseDouble(open < 0 ? text : text.substring(open + 1, text.length() - 1));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String what(Point point, OracleFeature feature) {
        return feature.reference() + " of " + point.entity(feature.view()) + " at " + point.timeMicros();
    }
}
