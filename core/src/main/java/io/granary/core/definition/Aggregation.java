package io.granary.core.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windowed features of one input: for each window, one feature named {@code name_window}, such as {@code delay_1h}.
 *
 * @param function a function of the window specification, such as {@code avg} or {@code last_k(3)}
 * @param of CEL over the source's columns; null only for {@code count}
 * @param windows in the order of the definition, each at least one second; none for {@link Mode#LIFETIME}
 * @param where CEL that selects events; null: every event
 */
public record Aggregation(
        String name,
        String function,
        @Nullable String of,
        List<Window> windows,
        @Nullable String where,
        Mode mode) {

    /** How the window's bounds follow the time of the question; see the window semantics. */
    public enum Mode {
        SAWTOOTH,
        EXACT,
        HOPPING,
        TUMBLING,
        LIFETIME
    }

    public Aggregation {
        windows = List.copyOf(windows);
    }

    /** The names of the features that this aggregation gives, one for each window. */
    public List<String> featureNames() {
        if (mode == Mode.LIFETIME) {
            return List.of(name + "_lifetime");
        }
        return windows.stream().map(window -> name + "_" + window.text()).toList();
    }
}
