package io.granary.benchmarks.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One number that was measured.
 *
 * @param budget the most that the value may be, or the least if {@code isLeast}; null when none is set
 * @param details what else was measured with it, by name and unit, such as {@code registry_cpu_ms}
 */
public record Finding(
        String name, double value, String unit, @Nullable Double budget, boolean isLeast, Map<String, Double> details) {

    public Finding {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    public static Finding of(String name, double value, String unit) {
        return new Finding(name, value, unit, null, false, Map.of());
    }

    public Finding within(double most) {
        return new Finding(name, value, unit, most, false, details);
    }

    public Finding atLeast(double least) {
        return new Finding(name, value, unit, least, true, details);
    }

    public Finding with(String detail, double number) {
        Map<String, Double> more = new LinkedHashMap<>(details);
        more.put(detail, number);
        return new Finding(name, value, unit, budget, isLeast, more);
    }

    public boolean holds() {
        return budget == null || (isLeast ? value >= budget : value <= budget);
    }
}
