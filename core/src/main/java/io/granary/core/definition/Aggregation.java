package io.granary.core.definition;

import io.granary.core.window.WindowMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windowed features of one input: for each window, one feature named {@code name_window}, such as {@code delay_1h}.
 *
 * @param function a function of the window specification, such as {@code avg} or {@code last_k(3)}
 * @param of CEL over the source's columns; null only for {@code count}
 * @param windows in the order of the definition, each at least one second; none for {@link WindowMode#LIFETIME}
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
        WindowMode mode,
        @Nullable Duration hop,
        @Nullable String emptyValue) {

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
            WindowMode mode) {
        this(name, function, of, windows, where, mode, null, null);
    }

    /** What the tail of one of the windows moves by. */
    public Duration hop(Window window) {
        return hop == null ? window.defaultHop() : hop;
    }

    /** The names of the features that this aggregation gives, one for each window. */
    public List<String> featureNames() {
        if (mode == WindowMode.LIFETIME) {
            return List.of(name + "_lifetime");
        }
        return windows.stream().map(window -> name + "_" + window.text()).toList();
    }
}
