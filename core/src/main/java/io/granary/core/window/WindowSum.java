package io.granary.core.window;

import java.util.Arrays;
import java.util.BitSet;

/** The sum of one window's tiles and single events at one time. Reusable; one thread. */
final class WindowSum {

    private final WindowCover cover;
    private final WindowLayout layout;
    private final TileState state;
    /** For each level, the window's two ranges of tiles there: in ever longer tiles, and in ever shorter ones. */
    private final long[] ranges;

    private final long[] tileMicros;
    private final WindowCover.Ranges setRange = this::setRange;
    private long fromMicros;
    private long toMicros;
    private int tiles;
    private int rawEvents;
    private boolean endsAtSecond;

    WindowSum(WindowLayout layout, WindowCover cover, BitSet wanted) {
        this.cover = cover;
        this.layout = layout;
        this.state = TileState.of(layout, wanted);
        this.ranges = new long[4 * layout.levels().size()];
        this.tileMicros =
                layout.levels().stream().mapToLong(TileLevel::tileMicros).toArray();
    }

    void start(long at) {
        state.clear();
        tiles = 0;
        rawEvents = 0;
        endsAtSecond = false;
        fromMicros = cover.window().fromMicros(at);
        toMicros = cover.window().toMicros(at);
        Arrays.fill(ranges, 0);
        cover.ranges(at, setRange);
    }

    private void setRange(int level, long from, long to) {
        int at = 4 * level;
        int free = ranges[at] == ranges[at + 1] ? at : at + 2;
        ranges[free] = from;
        ranges[free + 1] = to;
    }

    /** A page carries only what is older than every page that a question may need: all of it is in a lifetime. */
    void addCarry(PageCursor page) {
        if (fromMicros == Long.MIN_VALUE) {
            state.merge(page.carry(), page.pageMicros());
            tiles++;
        }
    }

    void addTile(int level, PageCursor page) {
        long start = page.tileMicros();
        long end = start + tileMicros[level];
        if (isInside(level, start, end)) {
            state.merge(page.item(), start);
            tiles++;
        } else if (start < toMicros
                && toMicros < end
                && layout.levels().get(level).isHead()) {
            endsAtSecond = true;
        }
    }

    void addEvent(int level, EventValues event) {
        if (isInside(level, event.eventMicros(), event.eventMicros() + 1)) {
            state.add(event);
            rawEvents++;
        }
    }

    TileState state() {
        return state;
    }

    long fromMicros() {
        return fromMicros;
    }

    long toMicros() {
        return toMicros;
    }

    int tiles() {
        return tiles;
    }

    int rawEvents() {
        return rawEvents;
    }

    boolean endsAtSecond() {
        return endsAtSecond;
    }

    private boolean isInside(int level, long from, long to) {
        return isInRange(4 * level, from, to) || isInRange(4 * level + 2, from, to);
    }

    private boolean isInRange(int at, long from, long to) {
        return ranges[at] <= from && to <= ranges[at + 1];
    }
}
