package io.granary.core.window;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One window of a {@link WindowSweep}: its events merged, for all features over it. One thread. */
final class SweptWindow {

    private static final List<Long> LONGER = List.of(
            TimeUnit.MINUTES.toMicros(1),
            TimeUnit.MINUTES.toMicros(5),
            TimeUnit.HOURS.toMicros(1),
            TimeUnit.DAYS.toMicros(1));

    private final TimeWindow window;
    /** From the length that the window's beginning is a multiple of to the longest that is worth it. */
    private final List<SweptTiles> ladder;

    private final @Nullable SweptEvents events;
    private final List<AccumulatorSpec> specs;
    private final @Nullable Accumulator[] merged;
    private long from;
    private long to;
    private long version = -1;

    /** @param events of a window whose beginning is not a tile's */
    SweptWindow(TimeWindow window, List<SweptTiles> ladder, @Nullable SweptEvents events, List<AccumulatorSpec> specs) {
        this.window = window;
        this.ladder = ladder;
        this.events = events;
        this.specs = specs;
        merged = new @Nullable Accumulator[specs.size()];
    }

    /** What the window has of one of the specs. */
    Accumulator use(int spec, List<WindowInput> inputs) {
        Accumulator used = merged[spec];
        if (used == null) {
            used = specs.get(spec)
                    .newAccumulator(inputs.get(specs.get(spec).input()).type());
            merged[spec] = used;
        }
        return used;
    }

    /** The tile lengths that a window is best made of, the shortest first. */
    static List<Long> tiles(TimeWindow window) {
        if (window.mode() == WindowMode.LIFETIME) {
            return List.of(SweptTiles.ENDLESS);
        }
        List<Long> tiles = new ArrayList<>();
        long shortest = Math.max(window.alignment(), TileLevel.HEAD_TILE);
        tiles.add(shortest);
        for (long longer : LONGER) {
            if (longer % tiles.get(tiles.size() - 1) == 0 && longer > shortest && 4 * longer <= window.lengthMicros()) {
                tiles.add(longer);
            }
        }
        return tiles;
    }

    /** Merges what the window has at a time; what it had is kept when nothing can have changed. */
    void ask(long at, long newVersion) {
        long newFrom = window.fromMicros(at);
        long newTo = window.endsAtQuestion() ? Long.MAX_VALUE : window.toMicros(at);
        if (newVersion == version && newFrom == from && newTo == to) {
            return;
        }
        version = newVersion;
        from = newFrom;
        to = newTo;
        for (Accumulator accumulator : merged) {
            if (accumulator != null) {
                accumulator.clear();
            }
        }
        merge();
    }

    private void merge() {
        long position = from;
        if (events != null) {
            position = ceil(from, ladder.get(0).tileMicros());
            events.addTo(from, position, merged);
        }
        int level = 0;
        for (; level < ladder.size() - 1; level++) {
            long next = Math.min(ceil(position, ladder.get(level + 1).tileMicros()), to);
            position = merge(level, position, next);
        }
        for (; level >= 0 && position < to; level--) {
            position = merge(level, position, to);
        }
    }

    private long merge(int level, long position, long end) {
        long tile = ladder.get(level).tileMicros();
        if (end == Long.MAX_VALUE) {
            ladder.get(level).mergeInto(Math.floorDiv(position, tile), Long.MAX_VALUE, merged);
            return end;
        }
        long whole = TimeWindow.floor(end, tile);
        if (whole <= position) {
            return position;
        }
        ladder.get(level).mergeInto(Math.floorDiv(position, tile), Math.floorDiv(whole, tile), merged);
        return whole;
    }

    private static long ceil(long micros, long step) {
        return -Math.floorDiv(-micros, step) * step;
    }
}
