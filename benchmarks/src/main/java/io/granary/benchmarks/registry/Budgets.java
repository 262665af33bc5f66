package io.granary.benchmarks.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The most that things may take. */
final class Budgets {

    /** From an apply's answer until every connection of a serving process sees it. */
    static final double VISIBLE_MILLIS = 1_000;

    /** Of steps, for every size: those of the largest. */
    private static final Map<String, Double> STEP_MILLIS = Map.of(
            "load", 10_000.0,
            "validate", 5_000.0,
            "plan everything", 10_000.0,
            "apply everything", 15_000.0,
            "plan a change", 5_000.0,
            "apply a change", 5_000.0);

    private Budgets() {}

    static @Nullable Double ofStep(String step, int views) {
        return STEP_MILLIS.get(step);
    }
}
