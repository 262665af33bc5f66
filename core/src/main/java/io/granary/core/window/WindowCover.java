package io.granary.core.window;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Which tiles of a layout a window is made of: from its beginning in ever longer tiles, then in ever shorter ones to its
 * end, and in single events at an end that is not a tile's. Immutable.
 */
final class WindowCover {

    private final TimeWindow window;
    private final WindowLayout layout;
    /** The levels that are read, the finest first. */
    private final int[] levels;

    private final long[] tiles;
    /** Where in {@link #levels} the window begins. */
    private final int start;

    private WindowCover(TimeWindow window, WindowLayout layout, int[] levels, int start) {
        this.window = window;
        this.layout = layout;
        this.levels = levels;
        this.start = start;
        tiles = new long[levels.length];
        for (int i = 0; i < levels.length; i++) {
            tiles[i] = layout.levels().get(levels[i]).tileMicros();
        }
    }

    /** Null when the layout cannot answer the window. */
    static @Nullable WindowCover find(TimeWindow window, WindowLayout layout) {
        int first = firstLevel(window, layout);
        if (first < 0) {
            return null;
        }
        Deque<Integer> used = new ArrayDeque<>();
        used.add(first);
        if (window.endsAtQuestion() && !addFiner(used, layout)) {
            return null;
        }
        int start = used.size() - 1;
        addCoarser(used, window, layout);
        return new WindowCover(window, layout, used.stream().mapToInt(i -> i).toArray(), start);
    }

    /** The level that the window's beginning is aligned to; -1 when there is none that reaches back far enough. */
    private static int firstLevel(TimeWindow window, WindowLayout layout) {
        int last = layout.levels().size() - 1;
        if (window.mode() == WindowMode.LIFETIME) {
            long tile = layout.levels().get(last).tileMicros();
            return layout.levels().get(last).carry() && layout.reaches(last, tile, tile) ? last : -1;
        }
        for (int level = last; level >= 0; level--) {
            boolean fits = window.mode() == WindowMode.EXACT
                    ? level == 0 && layout.levels().get(0).isHead() && layout.keepsAllEvents()
                    : window.tileMicros() % layout.levels().get(level).tileMicros() == 0;
            if (fits && layout.reaches(level, window.reach(), window.alignment())) {
                return level;
            }
        }
        return -1;
    }

    /** Goes down to the head; false when it is not there or keeps too little. */
    private static boolean addFiner(Deque<Integer> used, WindowLayout layout) {
        for (int level = used.getFirst() - 1; level >= 0; level--) {
            long tile = layout.levels().get(used.getFirst()).tileMicros();
            if (layout.reaches(level, tile, tile)) {
                used.addFirst(level);
            }
        }
        return used.getFirst() == 0 && layout.levels().get(0).isHead();
    }

    private static void addCoarser(Deque<Integer> used, TimeWindow window, WindowLayout layout) {
        if (window.mode() == WindowMode.LIFETIME) {
            return;
        }
        for (int level = used.getLast() + 1; level < layout.levels().size(); level++) {
            long tile = layout.levels().get(level).tileMicros();
            if (2 * tile <= window.lengthMicros() && layout.reaches(level, window.reach(), tile)) {
                used.add(level);
            }
        }
    }

    TimeWindow window() {
        return window;
    }

    /** Tells the ranges of tiles, and of single events at the head, that make the window at a time; none overlap. */
    void ranges(long at, Ranges ranges) {
        long to = window.toMicros(at);
        long position = window.fromMicros(at);
        for (int i = start; i < levels.length - 1; i++) {
            position = range(i, position, Math.min(-TimeWindow.floor(-position, tiles[i + 1]), end(i, to)), ranges);
        }
        for (int i = levels.length - 1; i >= 0; i--) {
            position = range(i, position, end(i, to), ranges);
        }
    }

    private long range(int i, long from, long to, Ranges ranges) {
        if (to <= from) {
            return from;
        }
        ranges.range(levels[i], from, to);
        return to;
    }

    /** How far whole tiles reach; the head has single events, too. */
    private long end(int i, long to) {
        return layout.levels().get(levels[i]).isHead() ? to : TimeWindow.floor(to, tiles[i]);
    }

    /** Marks the fields that the window needs at a time. */
    void markFields(long at, boolean[] fields) {
        ranges(at, (level, from, to) -> mark(level, from, to, fields));
    }

    private void mark(int level, long from, long to, boolean[] fields) {
        TileLevel at = layout.levels().get(level);
        int first = layout.firstField(level);
        if (from == Long.MIN_VALUE || at.page(to - 1) - at.page(from) >= at.slots()) {
            Arrays.fill(fields, first, first + at.slots(), true);
            return;
        }
        for (long page = at.page(from); page <= at.page(to - 1); page++) {
            fields[first + at.slot(page)] = true;
        }
    }

    /**
     * A later time, so that every time between the two needs the pages that the time just before the later one needs: no
     * end of a range moves to another page or tile in between.
     */
    long untilMicros(long at) {
        long step = step();
        long next = TimeWindow.floor(at, step) + step;
        long length = window.lengthMicros();
        return switch (window.mode()) {
            case SAWTOOTH, HOPPING -> window.tileMicros() < step ? Math.min(next, beginningMoves(at, step)) : next;
            case EXACT -> Math.min(next, beginningMoves(at, step));
            case TUMBLING_OPEN, TUMBLING_CLOSED -> Math.min(next, TimeWindow.floor(at, length) + length);
            case LIFETIME -> next;
        };
    }

    private long beginningMoves(long at, long step) {
        return TimeWindow.floor(window.fromMicros(at), step) + step + window.lengthMicros();
    }

    /** Ends of ranges move by this, those of the head within a page of this length. */
    private long step() {
        long step = layout.levels().get(levels[0]).pageMicros();
        for (int i = 0; i < levels.length; i++) {
            step = layout.levels().get(levels[i]).isHead() ? step : Math.min(step, tiles[i]);
        }
        return step;
    }

    /** Takes ranges. */
    @FunctionalInterface
    interface Ranges {

        /** From the beginning of a tile to the end of one, or of single events at the head. */
        void range(int level, long fromMicros, long toMicros);
    }
}
