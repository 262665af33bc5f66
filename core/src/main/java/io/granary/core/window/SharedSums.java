package io.granary.core.window;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sums of what several windows count, so that a tile is merged once for all of them: windows of one view overlap in most
 * of their tiles. Reusable; one thread.
 */
final class SharedSums {

    private final WindowSum[] windows;
    private final Supplier<TileState> states;
    private final List<PartSum> sums = new ArrayList<>();
    private final List<BitSet> members = new ArrayList<>();
    private final BitSet counting = new BitSet();
    private final ByteSink sink = new ByteSink();
    private final ByteSource source = new ByteSource();
    private int used;

    SharedSums(WindowSum[] windows, Supplier<TileState> states) {
        this.windows = windows;
        this.states = states;
    }

    void start() {
        for (int i = 0; i < used; i++) {
            sums.get(i).clear();
        }
        used = 0;
    }

    /** The sum of the windows that count a part of a level's time; of a single window its own, of none null. */
    @Nullable
    PartSum find(int level, long from, long to) {
        counting.clear();
        for (int i = 0; i < windows.length; i++) {
            if (windows[i].counts(level, from, to)) {
                counting.set(i);
            }
        }
        int first = counting.nextSetBit(0);
        if (first < 0) {
            return null;
        }
        return counting.nextSetBit(first + 1) < 0 ? windows[first].sum() : shared();
    }

    private PartSum shared() {
        for (int i = 0; i < used; i++) {
            if (members.get(i).equals(counting)) {
                return sums.get(i);
            }
        }
        if (used == sums.size()) {
            sums.add(new PartSum(states.get()));
            members.add(new BitSet());
        }
        members.get(used).clear();
        members.get(used).or(counting);
        return sums.get(used++);
    }

    /** Adds each sum to its windows, and begins it anew. */
    void settle() {
        for (int i = 0; i < used; i++) {
            PartSum sum = sums.get(i);
            if (!sum.state().isEmpty()) {
                settle(sum, members.get(i));
            }
        }
    }

    private void settle(PartSum sum, BitSet counted) {
        sink.clear();
        sum.state().write(sink, 0);
        for (int i = counted.nextSetBit(0); i >= 0; i = counted.nextSetBit(i + 1)) {
            windows[i].sum().add(sum, source.reset(sink.array(), 0, sink.size()));
        }
        sum.clear();
    }
}
