package io.granary.offline.local;

import io.granary.offline.engine.compute.KeyWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The events of one entity key and moment, which enter windows as {@link KeyWindows} takes them. */
final class EventsOfMoment {

    private record Event(byte[] content, long knownMicros, boolean isNamed) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            if (isNamed != other.isNamed) {
                return isNamed ? -1 : 1;
            }
            int byContent = Arrays.compareUnsigned(content, other.content);
            return byContent == 0 ? Long.compare(knownMicros, other.knownMicros) : byContent;
        }
    }

    private final KeyWindows windows;
    private final List<Event> events = new ArrayList<>();
    private long moment;

    EventsOfMoment(KeyWindows windows) {
        this.windows = windows;
    }

    /** What comes next is of this moment. */
    void turnTo(long micros) {
        if (micros != moment) {
            release();
        }
        moment = micros;
    }

    /** @param isNamed whether the event has an id */
    void add(byte[] content, long knownMicros, boolean isNamed) {
        events.add(new Event(content, knownMicros, isNamed));
    }

    /** Lets all enter. */
    void release() {
        if (events.size() > 1) {
            events.sort(null);
        }
        for (Event event : events) {
            byte[] content = event.isNamed()
                    ? windows.events().next(moment, event.content())
                    : windows.events().nextNameless(moment, event.content());
            windows.add(moment, event.knownMicros(), content);
        }
        events.clear();
    }
}
