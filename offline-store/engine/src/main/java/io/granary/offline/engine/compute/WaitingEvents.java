package io.granary.offline.engine.compute;

import io.granary.core.window.ByteSource;
import io.granary.core.window.EventValues;
import io.granary.core.window.WindowSweep;
import java.util.PriorityQueue;

/** Lets events enter windows when they are known, which may be later than they are true. Not safe for threads. */
final class WaitingEvents {

    private final EventValues event;
    private final WindowSweep windows;
    private final ByteSource source = new ByteSource();
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>();

    WaitingEvents(EventValues scratch, WindowSweep windows) {
        event = scratch;
        this.windows = windows;
    }

    void clear() {
        queue.clear();
    }

    /** Takes an event; every question to come is later than its timestamp. */
    void add(long eventMicros, long knownMicros, byte[] content) {
        if (knownMicros <= eventMicros + 1) {
            enter(eventMicros, content);
        } else {
            queue.add(new Waiting(knownMicros, eventMicros, content));
        }
    }

    /** Lets those enter that are known at a time. */
    void release(long at) {
        for (Waiting first = queue.peek(); first != null && first.knownMicros <= at; first = queue.peek()) {
            queue.remove();
            enter(first.eventMicros, first.content);
        }
    }

    private void enter(long eventMicros, byte[] content) {
        event.read(source.reset(content, 0, content.length), eventMicros);
        windows.add(event);
    }

    private record Waiting(long knownMicros, long eventMicros, byte[] content) implements Comparable<Waiting> {

        @Override
        public int compareTo(Waiting other) {
            return Long.compare(knownMicros, other.knownMicros);
        }
    }
}
