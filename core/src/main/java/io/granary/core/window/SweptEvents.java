package io.granary.core.window;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest events of one entity key, each by itself, in the order of their timestamps. One thread. */
final class SweptEvents {

    private static final int CAPACITY = 16;

    private final List<AccumulatorSpec> specs;
    private final EventValues event;
    private final ByteSource source = new ByteSource();
    private final ByteSink sink = new ByteSink();
    private long[] micros = new long[CAPACITY];
    private byte[] @Nullable [] contents = new byte[CAPACITY][];
    private int first;
    private int end;

    SweptEvents(List<AccumulatorSpec> specs, EventValues scratch) {
        this.specs = specs;
        event = scratch;
    }

    void clear() {
        Arrays.fill(contents, null);
        first = 0;
        end = 0;
    }

    void add(EventValues added) {
        if (end == micros.length) {
            makeRoom();
        }
        int at = after(added.eventMicros());
        System.arraycopy(micros, at, micros, at + 1, end - at);
        System.arraycopy(contents, at, contents, at + 1, end - at);
        sink.clear();
        added.write(sink, added.eventMicros());
        micros[at] = added.eventMicros();
        contents[at] = sink.toByteArray();
        end++;
    }

    /** Adds events from one moment on and before another to accumulators that are not null. */
    void addTo(long from, long to, @Nullable Accumulator[] into) {
        for (int i = lowerBound(from); i < end && micros[i] < to; i++) {
            byte[] content = contents[i];
            if (content != null) {
                event.read(source.reset(content, 0, content.length), micros[i]);
                addTo(into);
            }
        }
    }

    /** Forgets events before a moment. */
    void drop(long before) {
        while (first < end && micros[first] < before) {
            contents[first++] = null;
        }
    }

    private void addTo(@Nullable Accumulator[] into) {
        for (int i = 0; i < into.length; i++) {
            Accumulator accumulator = into[i];
            if (accumulator != null) {
                accumulator.add(event, specs.get(i).input());
            }
        }
    }

    /** The newest come last, nearly always. */
    private int after(long moment) {
        int at = end;
        while (at > first && micros[at - 1] > moment) {
            at--;
        }
        return at;
    }

    private int lowerBound(long moment) {
        int low = first;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (micros[middle] < moment) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void makeRoom() {
        int count = end - first;
        int capacity = Math.max(CAPACITY, count * 2);
        micros = Arrays.copyOf(Arrays.copyOfRange(micros, first, end), capacity);
        contents = Arrays.copyOf(Arrays.copyOfRange(contents, first, end), capacity);
        first = 0;
        end = count;
    }
}
