package io.granary.offline.spark;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Slices of time, one after the other, each of which is swept as if there were no other. A slice answers the questions of its
 * time. For them it needs the events of its time, and once more those before it as far as the longest window reaches.
 *
 * @param starts of all slices but the first, which has no beginning; rising; not copied
 * @param reachMicros every window begins less than this before its question
 */
record TimeSlices(long[] starts, long reachMicros) implements Serializable {

    private static final long serialVersionUID = 1;

    /** The slice that answers a question. */
    int of(long micros) {
        int found = Arrays.binarySearch(starts, micros);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The last slice that needs an event; the first is the one that it is of. */
    int lastWith(long eventMicros) {
        return of(eventMicros + reachMicros);
    }
}
