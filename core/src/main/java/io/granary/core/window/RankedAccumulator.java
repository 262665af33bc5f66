package io.granary.core.window;

import java.util.Arrays;

/**
 * The k first or the k last values by event timestamp, id and bytes of the value, the best first. As bytes: how many, how many
 * bytes follow if any do, then of each the timestamp, or its distance from the one before, the id after its length, the value.
 */
final class RankedAccumulator extends Accumulator {

    private final int capacity;
    private final boolean isLast;
    private final ValueForm form;
    private final ByteSink scratch = new ByteSink(32);
    private RankedEntry[] entries = {};
    private int size;

    private RankedAccumulator(int capacity, boolean isLast, ValueForm form) {
        this.capacity = capacity;
        this.isLast = isLast;
        this.form = form;
    }

    static RankedAccumulator first(int capacity, ValueForm form) {
        return new RankedAccumulator(capacity, false, form);
    }

    static RankedAccumulator last(int capacity, ValueForm form) {
        return new RankedAccumulator(capacity, true, form);
    }

    int size() {
        return size;
    }

    /** One of the values, the best is 0. */
    RankedEntry entry(int rank) {
        return entries[rank];
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    public void clear() {
        size = 0;
    }

    @Override
    public void add(EventValues event, int input) {
        if (event.isNull(input) || isBeyond(event.eventMicros())) {
            return;
        }
        scratch.clear();
        event.form(input).write(event, input, scratch);
        RankedEntry entry = free();
        entry.set(event.eventMicros(), event.id(), event.idOffset(), event.idLength());
        entry.value(scratch.array(), 0, scratch.size());
        insert(entry);
    }

    @Override
    public void merge(ByteSource in) {
        int count = count(in);
        if (count == 0) {
            return;
        }
        int end = in.readLength() + in.position();
        long micros = in.readSigned();
        for (int i = 0; i < count && !isBeyond(micros); i++) {
            mergeEntry(in, micros);
            micros = i + 1 < count ? further(in, micros) : micros;
        }
        in.take(end - in.position());
    }

    @Override
    public void skip(ByteSource in) {
        if (count(in) > 0) {
            in.take(in.readLength());
        }
    }

    @Override
    public void write(ByteSink out) {
        out.writeVarint(size);
        if (size == 0) {
            return;
        }
        scratch.clear();
        scratch.writeSigned(entries[0].micros());
        entries[0].write(scratch);
        for (int i = 1; i < size; i++) {
            long distance = entries[i].micros() - entries[i - 1].micros();
            scratch.writeVarint(isLast ? -distance : distance);
            entries[i].write(scratch);
        }
        out.writeVarint(scratch.size());
        out.writeBytes(scratch.array(), 0, scratch.size());
    }

    private int count(ByteSource in) {
        long count = in.readVarint();
        if (count < 0 || count > capacity) {
            throw in.malformed(Long.toUnsignedString(count) + " ranked values of at most " + capacity);
        }
        return (int) count;
    }

    private long further(ByteSource in, long micros) {
        long distance = in.readVarint();
        long further = isLast ? micros - distance : micros + distance;
        if (isLast ? further > micros : further < micros) {
            throw in.malformed("ranked values out of order");
        }
        return further;
    }

    private void mergeEntry(ByteSource in, long micros) {
        int idLength = in.readLength();
        RankedEntry entry = free();
        entry.set(micros, in.array(), in.take(idLength), idLength);
        int value = in.position();
        form.skip(in);
        entry.value(in.array(), value, in.position() - value);
        insert(entry);
    }

    /** Whether a value of that time is worse than all of a full list. */
    private boolean isBeyond(long micros) {
        if (size < capacity) {
            return false;
        }
        long worst = entries[size - 1].micros();
        return isLast ? micros < worst : micros > worst;
    }

    /** The entry after the last: its memory is used again. */
    private RankedEntry free() {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size == 0 ? 2 : Math.min(capacity + 1, 2 * size));
        }
        if (entries[size] == null) {
            entries[size] = new RankedEntry();
        }
        return entries[size];
    }

    /** Moves the entry after the last to its place; the worst one of too many becomes free. */
    private void insert(RankedEntry entry) {
        int at = size;
        while (at > 0 && isBetter(entry, entries[at - 1])) {
            entries[at] = entries[at - 1];
            at--;
        }
        entries[at] = entry;
        size = Math.min(capacity, size + 1);
    }

    private boolean isBetter(RankedEntry entry, RankedEntry other) {
        int order = entry.compare(other);
        return isLast ? order > 0 : order < 0;
    }
}
