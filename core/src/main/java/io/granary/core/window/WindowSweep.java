package io.granary.core.window;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one entity key at times that only rise: events enter when they are known, each before every later
 * question. So the end of a window needs no single events, and what no window reaches back to is forgotten. One thread.
 */
public final class WindowSweep {

    private final List<WindowInput> inputs;
    private final List<AccumulatorSpec> specs;
    private final Map<Long, SweptTiles> tiles = new TreeMap<>();
    private final Map<Long, Long> reaches = new TreeMap<>();
    private final Map<TimeWindow, SweptWindow> windows = new LinkedHashMap<>();
    private final List<SweptFeature> features = new ArrayList<>();
    private final @Nullable SweptEvents events;
    private final long eventReach;
    private long version;

    private WindowSweep(WindowLayout layout, List<WindowedFeature> asked) {
        inputs = layout.inputs();
        specs = specs(layout, asked);
        eventReach = asked.stream()
                .map(WindowedFeature::window)
                .filter(window -> window.mode() == WindowMode.EXACT)
                .mapToLong(TimeWindow::reach)
                .max()
                .orElse(0);
        events = eventReach == 0 ? null : new SweptEvents(specs, layout.newEvent());
        asked.forEach(this::add);
    }

    /**
     * A sweep without events.
     *
     * @param layout that says what inputs events have
     * @param features in the order of {@link #value}; the layout has their inputs
     */
    public static WindowSweep of(WindowLayout layout, List<WindowedFeature> features) {
        return new WindowSweep(layout, features);
    }

    /** Forgets all events, for the next entity key. */
    public void clear() {
        version++;
        tiles.values().forEach(SweptTiles::clear);
        if (events != null) {
            events.clear();
        }
    }

    /** Lets an event enter, whose inputs are those of the layout. */
    public void add(EventValues event) {
        version++;
        for (SweptTiles each : tiles.values()) {
            each.add(event);
        }
        if (events != null) {
            events.add(event);
        }
    }

    /**
     * Asks for a time in epoch microseconds.
     *
     * @param at later than the timestamp of every event that entered, no earlier than the time asked for before
     */
    public void ask(long at) {
        drop(at);
        for (SweptWindow window : windows.values()) {
            window.ask(at, version);
        }
    }

    /** The value of a feature at the time asked for, of its type's Java class. */
    public @Nullable Object value(int feature) {
        return features.get(feature).value();
    }

    private void drop(long at) {
        tiles.forEach((tile, each) -> {
            if (tile != SweptTiles.ENDLESS) {
                each.drop(Math.floorDiv(at - reaches.getOrDefault(tile, 0L), tile));
            }
        });
        if (events != null) {
            events.drop(at - eventReach);
        }
    }

    private void add(WindowedFeature feature) {
        SweptWindow window = windows.computeIfAbsent(feature.window(), this::window);
        int input = inputs.indexOf(feature.input());
        List<Accumulator> states = feature.function().accumulators(input).stream()
                .map(spec -> window.use(specs.indexOf(spec), inputs))
                .toList();
        features.add(new SweptFeature(feature, states));
    }

    private SweptWindow window(TimeWindow window) {
        List<SweptTiles> ladder = new ArrayList<>();
        for (long tile : SweptWindow.tiles(window)) {
            ladder.add(tiles.computeIfAbsent(tile, length -> new SweptTiles(specs, inputs, length)));
            reaches.merge(tile, window.reach(), Math::max);
        }
        return new SweptWindow(window, ladder, window.mode() == WindowMode.EXACT ? events : null, specs);
    }

    private static List<AccumulatorSpec> specs(WindowLayout layout, List<WindowedFeature> asked) {
        Set<AccumulatorSpec> specs = new LinkedHashSet<>();
        for (WindowedFeature feature : asked) {
            specs.addAll(feature.function().accumulators(layout.inputs().indexOf(feature.input())));
        }
        return List.copyOf(specs);
    }
}
