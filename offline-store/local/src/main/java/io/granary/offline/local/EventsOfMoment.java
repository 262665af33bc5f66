package io.granary.offline.local;

import io.granary.offline.engine.compute.KeyWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The events of one entity key and moment, which enter windows in the order of content and arrival. */
final class EventsOfMoment {

    private record Event(byte[] content, long knownMicros) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byContent = Arrays.compareUnsigned(content, other.content);
            return byContent == 0 ? Long.compare(knownMicros, other.knownMicros) : byContent;
        }
    }

    private final KeyWindows windows;
    private final boolean isNameless;
    private final List<Event> events = new ArrayList<>();
    private long moment;

    /** @param isNameless whether events come without id */
    EventsOfMoment(KeyWindows windows, boolean isNameless) {
        this.windows = windows;
        this.isNameless = isNameless;
    }

    /** What comes next is of this moment. */
    void turnTo(long micros) {
        if (micros != moment) {
            release();
        }
        moment = micros;
    }

    void add(byte[] content, long knownMicros) {
        events.add(new Event(content, knownMicros));
    }

    /** Lets all enter. */
    void release() {
        if (events.size() > 1) {
            events.sort(null);
        }
        for (Event event : events) {
            byte[] content = isNameless
                    ? windows.events().nextNameless(moment, event.content())
                    : windows.events().next(moment, event.content());
            windows.add(moment, event.knownMicros(), content);
        }
        events.clear();
    }
}
