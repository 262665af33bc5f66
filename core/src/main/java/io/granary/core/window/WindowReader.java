package io.granary.core.window;

import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How features are answered from the stored pages of a layout. Immutable and safe for threads; each thread reads with a
 * {@link WindowRead} of its own.
 */
public final class WindowReader {

    private final WindowLayout layout;
    private final List<WindowedFeature> features;
    private final List<WindowCover> covers = new ArrayList<>();
    private final List<BitSet> wanted = new ArrayList<>();
    /** The ordinal among the covers of each feature's window. */
    private final int[] windows;

    private WindowReader(WindowLayout layout, List<WindowedFeature> features) {
        this.layout = layout;
        this.features = List.copyOf(features);
        this.windows = new int[features.size()];
        Map<TimeWindow, Integer> ordinals = new LinkedHashMap<>();
        for (int i = 0; i < windows.length; i++) {
            WindowedFeature feature = features.get(i);
            windows[i] = ordinals.computeIfAbsent(feature.window(), this::addCover);
            for (int accumulator : accumulators(feature)) {
                wanted.get(windows[i]).set(accumulator);
            }
        }
    }

    /** @throws GranaryException (INVALID_ARGUMENT) for a feature that the layout does not answer */
    public static WindowReader of(WindowLayout layout, List<WindowedFeature> features) {
        return new WindowReader(layout, features);
    }

    public WindowLayout layout() {
        return layout;
    }

    /** In the order of their ordinals. */
    public List<WindowedFeature> features() {
        return features;
    }

    /** The fields that questions at a time need; the same ones until another. */
    public WindowFields fieldsAt(long at) {
        long until = Long.MAX_VALUE;
        for (WindowCover cover : covers) {
            until = Math.min(until, cover.untilMicros(at));
        }
        boolean[] needed = new boolean[layout.fieldCount()];
        for (WindowCover cover : covers) {
            cover.markFields(at, needed);
            cover.markFields(until - 1, needed);
        }
        int[] ordinals =
                IntStream.range(0, needed.length).filter(i -> needed[i]).toArray();
        return new WindowFields(ordinals, until);
    }

    /** Scratch for one question at a time. */
    public WindowRead newRead() {
        return new WindowRead(this);
    }

    /** What a feature is made of at a time, in epoch microseconds. */
    public WindowParts parts(int feature, long atMicros) {
        return new WindowParts(this, feature, atMicros);
    }

    /** A feature of the accumulators of its window. */
    FeatureResult result(WindowedFeature feature, TileState state) {
        List<Accumulator> parts =
                IntStream.of(accumulators(feature)).mapToObj(state::accumulator).toList();
        return new FeatureResult(feature, parts);
    }

    /** The distinct windows. */
    List<WindowCover> covers() {
        return covers;
    }

    /** The accumulators that the features of a window read. */
    BitSet wanted(int window) {
        return wanted.get(window);
    }

    int window(int feature) {
        return windows[feature];
    }

    /** Ordinals in the layout of the accumulators that a feature reads. */
    int[] accumulators(WindowedFeature feature) {
        int input = layout.inputs().indexOf(feature.input());
        int[] ordinals = feature.function().accumulators(input).stream()
                .mapToInt(layout::find)
                .toArray();
        if (input < 0 || IntStream.of(ordinals).anyMatch(ordinal -> ordinal < 0)) {
            throw GranaryException.invalid("windowed feature", feature.name(), "one whose parts are stored");
        }
        return ordinals;
    }

    private Integer addCover(TimeWindow window) {
        WindowCover cover = WindowCover.find(window, layout);
        if (cover == null) {
            throw GranaryException.invalid("window", window, "one that the stored tiles reach back for");
        }
        covers.add(cover);
        wanted.add(new BitSet());
        return covers.size() - 1;
    }
}
