package io.granary.core.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windowed features of one input: for each window, one feature named {@code name_window}, such as {@code delay_1h}.
 *
 * @param function a function of the window specification, such as {@code avg} or {@code last_k(3)}
 * @param of CEL over the source's columns; null only for {@code count}
 * @param windows in the order of the definition, each at least one second; none for {@link Mode#LIFETIME}
 * @param where CEL that selects events; null: every event
 * @param hop what the tails of the windows move by, shorter than they would by themselves; null: {@link
 *     Window#defaultHop} of each
 * @param emptyValue what a window without values gives, as the definition writes it; null: 0 of a count, an empty list,
 *     else null
 */
public record Aggregation(
        String name,
        String function,
        @Nullable String of,
        List<Window> windows,
        @Nullable String where,
        Mode mode,
        @Nullable Duration hop,
        @Nullable String emptyValue) {

    /** How the window's bounds follow the time of the question; see the window semantics. */
    public enum Mode {
        /** To the time of the question, from a tail that moves in hops. */
        SAWTOOTH,
        /** To the time of the question, from exactly the window's length before it. */
        EXACT,
        /** Both ends move in hops. */
        HOPPING,
        /** The window, aligned to the epoch, that the time of the question is in, as far as that. */
        TUMBLING_OPEN,
        /** The last window, aligned to the epoch, that ended by the time of the question. */
        TUMBLING_CLOSED,
        /** Everything before the time of the question. */
        LIFETIME;

        /** Whether a window's ends move by {@link Aggregation#hop}. */
        public boolean hasHop() {
            return this == SAWTOOTH || this == HOPPING;
        }
    }

    public Aggregation {
        windows = List.copyOf(windows);
    }

    /** Of windows with their own hops and empty values. */
    public Aggregation(
            String name,
            String function,
            @Nullable String of,
            List<Window> windows,
            @Nullable String where,
            Mode mode) {
        this(name, function, of, windows, where, mode, null, null);
    }

    /** What the tail of one of the windows moves by. */
    public Duration hop(Window window) {
        return hop == null ? window.defaultHop() : hop;
    }

    /** The names of the features that this aggregation gives, one for each window. */
    public List<String> featureNames() {
        if (mode == Mode.LIFETIME) {
            return List.of(name + "_lifetime");
        }
        return windows.stream().map(window -> name + "_" + window.text()).toList();
    }
}
