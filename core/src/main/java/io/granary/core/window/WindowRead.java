package io.granary.core.window;

import java.util.Arrays;
import java.util.BitSet;

/**
 * One question at a time over the pages of one entity: {@link #start}, each page that is there, in any order, then the
 * features. Pages of a backfill are pages like others. Makes no objects once it is warm, but a few for an answer
 * that counts distinct values. One thread.
 */
public final class WindowRead {

    private final WindowReader reader;
    private final PageCursor[] pages;
    private final LevelParts[] levels;
    private final WindowSum[] windows;
    private final SharedSums shared;
    private final FeatureResult[] results;
    private final EventValues event;
    private boolean isSettled;

    WindowRead(WindowReader reader) {
        this.reader = reader;
        WindowLayout layout = reader.layout();
        this.pages = layout.levels().stream().map(PageCursor::new).toArray(PageCursor[]::new);
        this.windows = new WindowSum[reader.covers().size()];
        Arrays.setAll(windows, this::newWindow);
        this.levels = new LevelParts[pages.length];
        Arrays.setAll(levels, level -> new LevelParts(level, windows));
        this.shared = new SharedSums(windows, () -> TileState.of(layout, wanted()));
        this.results = new FeatureResult[reader.features().size()];
        Arrays.setAll(
                results,
                i -> reader.result(reader.features().get(i), window(i).sum().state()));
        this.event = layout.newEvent();
    }

    /** Begins a question at a time, in epoch microseconds. */
    public void start(long atMicros) {
        for (WindowSum window : windows) {
            window.start(atMicros);
        }
        shared.start();
        for (LevelParts level : levels) {
            level.start(shared);
        }
    }

    /**
     * Takes in what the windows need of a page.
     *
     * @param field its ordinal
     * @throws io.granary.core.GranaryException (INTERNAL) when the bytes are damaged; the question must be started again
     */
    public void page(int field, byte[] bytes, int offset, int length) {
        isSettled = false;
        int level = reader.layout().levelOf(field);
        PageCursor page = pages[level];
        page.reset(bytes, offset, length);
        if (page.carryLength() > 0) {
            addCarry(page);
        }
        addTiles(level, page);
        addEvents(level, page);
    }

    /** A page carries only what is older than every page that a question may need: all of it is in a lifetime. */
    private void addCarry(PageCursor page) {
        for (WindowSum window : windows) {
            if (window.isLifetime()) {
                window.sum().addTile(page.carry(), page.pageMicros());
            }
        }
    }

    private void addTiles(int level, PageCursor page) {
        TileLevel tiles = reader.layout().levels().get(level);
        while (page.nextTile()) {
            long start = page.tileMicros();
            PartSum sum = levels[level].find(start, start + tiles.tileMicros());
            if (sum != null) {
                sum.addTile(page.item(), start);
            } else if (tiles.isHead()) {
                leaveOut(start);
            }
        }
    }

    private void leaveOut(long secondMicros) {
        for (WindowSum window : windows) {
            window.leaveOut(secondMicros);
        }
    }

    private void addEvents(int level, PageCursor page) {
        while (page.nextEvent()) {
            long micros = page.eventMicros();
            PartSum sum = levels[level].find(micros, micros + 1);
            if (sum != null) {
                event.read(page.item(), page.pageMicros());
                sum.addEvent(event);
            }
        }
    }

    /** Writes the value of a feature. */
    public void finish(int feature, ValueSink sink) {
        settle();
        results[feature].write(sink);
    }

    /** Whether a feature is null because its type cannot hold it, or there are more distinct values than its cap. */
    public boolean isOutOfRange(int feature) {
        settle();
        return results[feature].isOutOfRange();
    }

    /** Whether no event is in a feature's window. */
    public boolean isEmpty(int feature) {
        return sum(feature).state().isEmpty();
    }

    /** The timestamp of the newest event in a feature's window; undefined where there is none. */
    public long newestEventMicros(int feature) {
        return sum(feature).state().newestMicros();
    }

    /**
     * Whether a feature counts only up to the beginning of the second that the question is in, because that second's
     * single events are not kept any more.
     */
    public boolean endsAtSecond(int feature) {
        return window(feature).endsAtSecond();
    }

    /** The first moment that a feature counts; {@link Long#MIN_VALUE} of a lifetime. */
    public long fromMicros(int feature) {
        return window(feature).fromMicros();
    }

    /** The first moment after those that a feature counts. */
    public long toMicros(int feature) {
        return window(feature).toMicros();
    }

    /** How many stored states were merged for a feature. */
    public int tiles(int feature) {
        return sum(feature).tiles();
    }

    /** How many single events were added for a feature. */
    public int rawEvents(int feature) {
        return sum(feature).rawEvents();
    }

    private PartSum sum(int feature) {
        settle();
        return window(feature).sum();
    }

    private void settle() {
        if (!isSettled) {
            shared.settle();
            isSettled = true;
        }
    }

    private WindowSum window(int feature) {
        return windows[reader.window(feature)];
    }

    private WindowSum newWindow(int window) {
        TileState state = TileState.of(reader.layout(), reader.wanted(window));
        return new WindowSum(pages.length, reader.covers().get(window), state);
    }

    /** The accumulators that any window reads. */
    private BitSet wanted() {
        BitSet wanted = new BitSet();
        for (int window = 0; window < windows.length; window++) {
            wanted.or(reader.wanted(window));
        }
        return wanted;
    }
}
