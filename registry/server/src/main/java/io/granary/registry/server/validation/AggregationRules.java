package io.granary.registry.server.validation;

import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Window;
import io.granary.core.expression.ExpressionException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowFunction;
import io.granary.core.window.WindowMode;
import io.granary.registry.client.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of one aggregation. */
final class AggregationRules {

    /** Exact windows keep every event that they may still hold. */
    private static final Duration LONGEST_EXACT = Duration.ofHours(1);

    /** A window of more tiles would be kept at a length that nobody wants to pay for. */
    private static final long MOST_TILES = 100_000;

    private static final List<String> FUNCTIONS = Arrays.stream(WindowFunction.Name.values())
            .map(WindowFunction.Name::text)
            .toList();

    private final Check check;
    private final String path;
    private final Aggregation aggregation;

    AggregationRules(Check check, String path, Aggregation aggregation) {
        this.check = check;
        this.path = path;
        this.aggregation = aggregation;
    }

    /** @param names of the view's features so far; the aggregation's are added */
    void apply(Set<String> names) {
        check.requireName(path + ".name", aggregation.name());
        WindowFunction function = findFunction();
        if (function == null) {
            check.violation(
                    path + ".function",
                    "'" + aggregation.function() + "'",
                    WindowFunction.EXPECTED,
                    Suggestions.of(aggregation.function(), FUNCTIONS));
        } else if (aggregation.of() == null && function.needsInput()) {
            check.violation(path + ".of", "missing", "CEL that gives the value; only count does without");
        }
        requireWindows();
        requireHop();
        requireFewTiles();
        for (String name : aggregation.featureNames()) {
            if (!names.add(name)) {
                check.violation(path + ".name", "'" + name + "'", "each feature name once in the view");
            }
        }
    }

    private void requireWindows() {
        boolean isLifetime = aggregation.mode() == WindowMode.LIFETIME;
        List<Window> windows = aggregation.windows();
        if (isLifetime != windows.isEmpty()) {
            check.violation(
                    path + ".windows",
                    windows.size() + " windows",
                    isLifetime ? "none, as mode is lifetime" : "at least one window");
        }
        for (int i = 0; i < windows.size(); i++) {
            if (aggregation.mode() == WindowMode.EXACT
                    && windows.get(i).length().compareTo(LONGEST_EXACT) > 0) {
                check.violation(
                        path + ".windows[" + i + "]",
                        "'" + windows.get(i).text() + "'",
                        "at most 1h, as exact windows keep every event; sawtooth windows may be of any length");
            }
        }
    }

    private void requireHop() {
        if (aggregation.hop() == null) {
            return;
        }
        String given = Durations.text(aggregation.hop());
        if (!aggregation.mode().hasHop()) {
            check.violation(path + ".hop", given, "none, unless mode is sawtooth or hopping");
            return;
        }
        List<Duration> fitting =
                Window.HOPS.stream().filter(this::fitsEachWindow).toList();
        if (!fitting.contains(aggregation.hop())) {
            List<String> words = fitting.stream().map(Durations::text).toList();
            check.violation(
                    path + ".hop",
                    given,
                    "one of " + String.join(", ", words) + ", which divide each window into twelve or more parts");
        }
    }

    private void requireFewTiles() {
        for (int i = 0; i < aggregation.windows().size(); i++) {
            Window window = aggregation.windows().get(i);
            Duration hop = aggregation.hop(window);
            long tiles = hop.isZero() ? 0 : window.length().dividedBy(hop);
            if (aggregation.mode() != WindowMode.EXACT && tiles > MOST_TILES) {
                check.violation(
                        path + ".windows[" + i + "]",
                        "'" + window.text() + "', which is " + tiles + " tiles of " + Durations.text(hop),
                        "at most " + MOST_TILES + " tiles; whole hours and days have longer ones");
            }
        }
    }

    /** A hop may be finer than the default, never coarser. */
    private boolean fitsEachWindow(Duration hop) {
        return aggregation.windows().stream()
                .allMatch(window -> window.isDivisibleBy(hop) && hop.compareTo(window.defaultHop()) <= 0);
    }

    void requireCompiles(List<Column> columns) {
        if (aggregation.where() != null) {
            check.requireCompiles(path + ".where", aggregation.where(), columns, ScalarType.BOOL);
        }
        ScalarType type = findInputType(columns);
        WindowFunction function = findFunction();
        if (type == null || function == null) {
            return;
        }
        if (aggregation.of() != null && !function.takes(type)) {
            String hint = type == ScalarType.BOOL ? "write (" + aggregation.of() + ") ? 1.0 : 0.0" : null;
            check.violation(
                    path + ".of", "'" + aggregation.of() + "' of type " + type.text(), function.inputRule(), hint);
        } else if (aggregation.emptyValue() != null && (aggregation.of() != null || !function.needsInput())) {
            requireEmptyValue(aggregation.emptyValue(), function, type);
        }
    }

    /** Null after reporting that there is none. */
    private @Nullable ScalarType findInputType(List<Column> columns) {
        if (aggregation.of() == null) {
            return ScalarType.BOOL;
        }
        try {
            return SoundExpressions.scalarType(aggregation.of(), columns);
        } catch (ExpressionException e) {
            check.report(path + ".of", e);
            return null;
        }
    }

    private void requireEmptyValue(String emptyValue, WindowFunction function, ScalarType type) {
        if (function.givesList()) {
            check.violation(
                    path + ".default", "given", "none, as " + function.name().text() + " gives an empty list");
        } else {
            check.requireValue(path + ".default", emptyValue, function.resultType(type));
        }
    }

    /** Null when there is no such function. */
    private @Nullable WindowFunction findFunction() {
        try {
            return WindowFunction.parse(aggregation.function());
        } catch (GranaryException e) {
            return null;
        }
    }
}
