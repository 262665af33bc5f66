package io.granary.core.window;

import java.util.Arrays;

/** One window at one time: its bounds, what it is made of, and the sum of that. Reusable; one thread. */
final class WindowSum {

    private static final int ENDS = 4;

    private final WindowCover cover;
    private final PartSum sum;
    /** For each level, the ends of the window's two ranges there: in ever longer tiles, and in ever shorter ones. */
    private final long[] ranges;

    private final WindowCover.Ranges setRange = this::setRange;

    private long fromMicros;
    private long toMicros;
    private boolean endsAtSecond;

    WindowSum(int levels, WindowCover cover, TileState state) {
        this.cover = cover;
        this.sum = new PartSum(state);
        this.ranges = new long[ENDS * levels];
    }

    void start(long at) {
        sum.clear();
        endsAtSecond = false;
        fromMicros = cover.window().fromMicros(at);
        toMicros = cover.window().toMicros(at);
        Arrays.fill(ranges, 0);
        cover.ranges(at, setRange);
    }

    private void setRange(int level, long from, long to) {
        int at = ENDS * level;
        int free = ranges[at] == ranges[at + 1] ? at : at + 2;
        ranges[free] = from;
        ranges[free + 1] = to;
    }

    /** Copies the ends of the ranges of a level, and returns how many ends there are then. */
    int copyEnds(int level, long[] ends, int count) {
        System.arraycopy(ranges, ENDS * level, ends, count, ENDS);
        return count + ENDS;
    }

    /** Whether all of a time is counted in tiles or events of a level. */
    boolean counts(int level, long from, long to) {
        return isInRange(ENDS * level, from, to) || isInRange(ENDS * level + 2, from, to);
    }

    private boolean isInRange(int at, long from, long to) {
        return ranges[at] <= from && to <= ranges[at + 1];
    }

    /** Takes note of a second that is a tile, and of which no window counts all. */
    void leaveOut(long secondMicros) {
        endsAtSecond |= secondMicros < toMicros && toMicros < secondMicros + TileLevel.HEAD_TILE;
    }

    boolean isLifetime() {
        return cover.window().equals(TimeWindow.LIFETIME);
    }

    PartSum sum() {
        return sum;
    }

    long fromMicros() {
        return fromMicros;
    }

    long toMicros() {
        return toMicros;
    }

    boolean endsAtSecond() {
        return endsAtSecond;
    }
}
