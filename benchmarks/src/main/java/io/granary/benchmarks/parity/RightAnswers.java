package io.granary.benchmarks.parity;

import static java.util.Objects.requireNonNull;

import io.granary.benchmarks.oracle.OracleFeature;
import java.util.List;
import java.util.Map;

/**
 * What the oracle says of the features at a point.
 *
 * @param values of features that are exact, as text that has every bit
 * @param near what those that estimate are to be near to
 */
record RightAnswers(Point point, Map<OracleFeature, String> values, Map<OracleFeature, List<Double>> near) {

    String value(OracleFeature feature) {
        return requireNonNull(values.get(feature), feature.reference());
    }

    List<Double> near(OracleFeature feature) {
        return requireNonNull(near.get(feature), feature.reference());
    }
}
