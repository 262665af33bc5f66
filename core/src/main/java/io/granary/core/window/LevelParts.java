package io.granary.core.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The time of one level, cut where a window begins or ends, with the sum that each part goes into. Reusable; one thread. */
final class LevelParts {

    private final int level;
    private final WindowSum[] windows;
    private final long[] ends;
    private final long[] from;
    private final long[] to;
    private final PartSum[] sums;
    private int count;

    LevelParts(int level, WindowSum[] windows) {
        this.level = level;
        this.windows = windows;
        this.ends = new long[4 * windows.length];
        this.from = new long[ends.length];
        this.to = new long[ends.length];
        this.sums = new PartSum[ends.length];
    }

    /** Cuts the time anew, after the windows have started. */
    void start(SharedSums shared) {
        int last = 0;
        for (WindowSum window : windows) {
            last = window.copyEnds(level, ends, last);
        }
        Arrays.sort(ends);
        count = 0;
        for (int i = 1; i < ends.length; i++) {
            PartSum sum = ends[i - 1] == ends[i] ? null : shared.find(level, ends[i - 1], ends[i]);
            if (sum != null) {
                from[count] = ends[i - 1];
                to[count] = ends[i];
                sums[count++] = sum;
            }
        }
    }

    /** The sum of the windows that count all of a time; null when there is none. */
    @Nullable
    PartSum find(long start, long end) {
        for (int i = 0; i < count; i++) {
            if (from[i] <= start && end <= to[i]) {
                return sums[i];
            }
        }
        return null;
    }
}
