package io.granary.core.window;

import java.util.BitSet;
import java.util.List;

/** The accumulators of a set of events, or those of them that are wanted, and its newest event. Reusable; one thread. */
final class TileState {

    private final Accumulator[] accumulators;
    private final int[] inputs;
    private final boolean[] wanted;
    /** How many accumulators of a written state are read. */
    private final int read;

    private long newestMicros;
    private boolean isEmpty = true;

    private TileState(WindowLayout layout, BitSet wanted) {
        List<AccumulatorSpec> specs = layout.accumulators();
        this.accumulators = new Accumulator[specs.size()];
        this.inputs = new int[specs.size()];
        this.wanted = new boolean[specs.size()];
        this.read = wanted.length();
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = specs.get(i).input();
            accumulators[i] =
                    specs.get(i).newAccumulator(layout.inputs().get(inputs[i]).type());
            this.wanted[i] = wanted.get(i);
        }
    }

    static TileState of(WindowLayout layout) {
        BitSet all = new BitSet();
        all.set(0, layout.accumulators().size());
        return new TileState(layout, all);
    }

    /** Of some of the layout's accumulators, by ordinal; the others stay empty. */
    static TileState of(WindowLayout layout, BitSet wanted) {
        return new TileState(layout, wanted);
    }

    Accumulator accumulator(int ordinal) {
        return accumulators[ordinal];
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /** The timestamp of the newest event; undefined while there is none. */
    long newestMicros() {
        return newestMicros;
    }

    void clear() {
        isEmpty = true;
        for (Accumulator accumulator : accumulators) {
            accumulator.clear();
        }
    }

    void add(EventValues event) {
        takeNewest(event.eventMicros());
        for (int i = 0; i < read; i++) {
            if (wanted[i]) {
                accumulators[i].add(event, inputs[i]);
            }
        }
    }

    /** Merges a state that was written with a base. */
    void merge(ByteSource in, long baseMicros) {
        takeNewest(baseMicros + in.readSigned());
        for (int i = 0; i < read; i++) {
            if (wanted[i]) {
                accumulators[i].merge(in);
            } else {
                accumulators[i].skip(in);
            }
        }
    }

    void write(ByteSink out, long baseMicros) {
        out.writeSigned(newestMicros - baseMicros);
        for (Accumulator accumulator : accumulators) {
            accumulator.write(out);
        }
    }

    private void takeNewest(long micros) {
        newestMicros = isEmpty ? micros : Math.max(newestMicros, micros);
        isEmpty = false;
    }
}
