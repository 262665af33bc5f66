package io.granary.core.window;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of one length of one entity key, in the order of time: the newest open, the others as bytes. Events may come for
 * any tile that was not dropped. One thread.
 */
final class SweptTiles {

    /** The tile of everything: two tiles, before the epoch and after it. */
    static final long ENDLESS = Long.MAX_VALUE;

    private static final int CAPACITY = 16;

    private final List<AccumulatorSpec> specs;
    private final long tileMicros;
    private final Accumulator[] open;
    private final Accumulator[] old;
    private final ByteSource source = new ByteSource();
    private final ByteSink sink = new ByteSink();
    private long[] tiles = new long[CAPACITY];
    private byte[] @Nullable [] states = new byte[CAPACITY][];
    private int first;
    private int end;
    private boolean isSealed;

    SweptTiles(List<AccumulatorSpec> specs, List<WindowInput> inputs, long tileMicros) {
        this.specs = specs;
        this.tileMicros = tileMicros;
        open = accumulators(specs, inputs);
        old = accumulators(specs, inputs);
    }

    static Accumulator[] accumulators(List<AccumulatorSpec> specs, List<WindowInput> inputs) {
        return specs.stream()
                .map(spec -> spec.newAccumulator(inputs.get(spec.input()).type()))
                .toArray(Accumulator[]::new);
    }

    long tileMicros() {
        return tileMicros;
    }

    void clear() {
        Arrays.fill(states, null);
        first = 0;
        end = 0;
    }

    void add(EventValues event) {
        long tile = Math.floorDiv(event.eventMicros(), tileMicros);
        if (first == end || tile > tiles[end - 1]) {
            append(tile);
        }
        if (tile == tiles[end - 1]) {
            add(event, open);
            isSealed = false;
        } else {
            addToOld(tile, event);
        }
    }

    /** Merges a tile's state, as {@link #write} wrote it for the same specs. */
    void merge(long tile, byte[] state) {
        if (first == end || tile > tiles[end - 1]) {
            append(tile);
        }
        if (tile == tiles[end - 1]) {
            merge(state, open);
            isSealed = false;
        } else {
            int at = find(tile);
            load(at);
            merge(state, old);
            states[at] = write(old);
        }
    }

    /** Merges tiles from one index on and before another into accumulators; those that are null are passed over. */
    void mergeInto(long from, long to, @Nullable Accumulator[] into) {
        seal();
        for (int i = lowerBound(from); i < end && tiles[i] < to; i++) {
            byte[] state = states[i];
            if (state != null) {
                merge(state, into);
            }
        }
    }

    /** Forgets tiles before an index. */
    void drop(long before) {
        while (first < end && tiles[first] < before) {
            states[first++] = null;
        }
    }

    private void append(long tile) {
        seal();
        if (end == tiles.length) {
            makeRoom();
        }
        for (Accumulator accumulator : open) {
            accumulator.clear();
        }
        tiles[end] = tile;
        states[end++] = null;
        isSealed = false;
    }

    /** Lets the newest tile be read as the others are. */
    private void seal() {
        if (first < end && !isSealed) {
            states[end - 1] = write(open);
            isSealed = true;
        }
    }

    private void addToOld(long tile, EventValues event) {
        int at = find(tile);
        load(at);
        add(event, old);
        states[at] = write(old);
    }

    /** Where a tile before the newest is; it is made when it is not there. */
    private int find(long tile) {
        int at = lowerBound(tile);
        if (tiles[at] == tile) {
            return at;
        }
        if (end == tiles.length) {
            at -= first;
            makeRoom();
            at += first;
        }
        System.arraycopy(tiles, at, tiles, at + 1, end - at);
        System.arraycopy(states, at, states, at + 1, end - at);
        end++;
        tiles[at] = tile;
        states[at] = null;
        return at;
    }

    private void load(int at) {
        for (Accumulator accumulator : old) {
            accumulator.clear();
        }
        byte[] state = states[at];
        if (state != null) {
            merge(state, old);
        }
    }

    private void add(EventValues event, Accumulator[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i].add(event, specs.get(i).input());
        }
    }

    private void merge(byte[] state, @Nullable Accumulator[] into) {
        source.reset(state, 0, state.length);
        for (int i = 0; i < into.length; i++) {
            Accumulator accumulator = into[i];
            if (accumulator == null) {
                old[i].skip(source);
            } else {
                accumulator.merge(source);
            }
        }
    }

    private byte[] write(Accumulator[] accumulators) {
        sink.clear();
        for (Accumulator accumulator : accumulators) {
            accumulator.write(sink);
        }
        return sink.toByteArray();
    }

    private int lowerBound(long tile) {
        int at = Arrays.binarySearch(tiles, first, end, tile);
        return at < 0 ? -at - 1 : at;
    }

    private void makeRoom() {
        int count = end - first;
        int capacity = count * 2 <= tiles.length ? tiles.length : tiles.length * 2;
        tiles = Arrays.copyOf(Arrays.copyOfRange(tiles, first, end), Math.max(CAPACITY, capacity));
        states = Arrays.copyOf(Arrays.copyOfRange(states, first, end), Math.max(CAPACITY, capacity));
        first = 0;
        end = count;
    }
}
