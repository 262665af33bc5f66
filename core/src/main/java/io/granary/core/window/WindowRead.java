package io.granary.core.window;

import java.util.Arrays;
import java.util.List;

/**
 * One question at a time over the pages of one entity: {@link #start}, each page that is there, in any order, then the
 * features. Pages of a backfill are pages like others. Makes no objects. One thread.
 */
public final class WindowRead {

    private final WindowReader reader;
    private final PageCursor[] pages;
    private final WindowSum[] windows;
    private final FeatureResult[] results;
    private final EventValues event;

    WindowRead(WindowReader reader) {
        this.reader = reader;
        WindowLayout layout = reader.layout();
        this.pages = layout.levels().stream().map(PageCursor::new).toArray(PageCursor[]::new);
        this.windows = new WindowSum[reader.covers().size()];
        Arrays.setAll(windows, i -> new WindowSum(layout, reader.covers().get(i), reader.wanted(i)));
        List<WindowedFeature> features = reader.features();
        this.results = new FeatureResult[features.size()];
        Arrays.setAll(results, i -> reader.result(features.get(i), window(i).state()));
        this.event = layout.newEvent();
    }

    /** Begins a question at a time, in epoch microseconds. */
    public void start(long atMicros) {
        for (WindowSum window : windows) {
            window.start(atMicros);
        }
    }

    /**
     * Takes in what the windows need of a page.
     *
     * @param field its ordinal
     * @throws io.granary.core.GranaryException (INTERNAL) when the bytes are damaged; the question must be started again
     */
    public void page(int field, byte[] bytes, int offset, int length) {
        int level = reader.layout().levelOf(field);
        PageCursor page = pages[level];
        page.reset(bytes, offset, length);
        if (page.carryLength() > 0) {
            for (WindowSum window : windows) {
                window.addCarry(page);
            }
        }
        while (page.nextTile()) {
            for (WindowSum window : windows) {
                window.addTile(level, page);
            }
        }
        while (page.nextEvent()) {
            event.read(page.item(), page.pageMicros());
            for (WindowSum window : windows) {
                window.addEvent(level, event);
            }
        }
    }

    /** Writes the value of a feature. */
    public void finish(int feature, ValueSink sink) {
        results[feature].write(sink);
    }

    /** Whether a feature is null because its type cannot hold it, or there are more distinct values than its cap. */
    public boolean isOutOfRange(int feature) {
        return results[feature].isOutOfRange();
    }

    /** Whether no event is in a feature's window. */
    public boolean isEmpty(int feature) {
        return window(feature).state().isEmpty();
    }

    /** The timestamp of the newest event in a feature's window; undefined where there is none. */
    public long newestEventMicros(int feature) {
        return window(feature).state().newestMicros();
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
        return window(feature).tiles();
    }

    /** How many single events were added for a feature. */
    public int rawEvents(int feature) {
        return window(feature).rawEvents();
    }

    private WindowSum window(int feature) {
        return windows[reader.window(feature)];
    }
}
