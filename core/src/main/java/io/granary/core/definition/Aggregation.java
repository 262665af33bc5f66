package io.granary.core.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windowed features of one input: for each window, one feature named {@code name_window}, such as {@code delay_1h}.
 *
 * @param function a function of the window specification, such as {@code avg} or {@code last_k(3)}
 * @param of CEL over the source's columns; null only for {@code count}
 * @param windows in the order of the definition, each at least one second
 * @param where CEL that selects events; null: every event
 */
public record Aggregation(
        String name,
        String function,
        @Nullable String of,
        List<Duration> windows,
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
}
