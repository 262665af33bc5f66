package io.granary.core.window;

import java.util.ArrayList;
import java.util.List;

/**
 * Adds events to the stored pages of an entity. What is stored depends on the set of events alone, not on their order. An
 * event whose page has left the ring changes nothing, or only what a carrying level carries. One thread; for any number
 * of entities.
 */
public final class TileWriter {

    private final WindowLayout layout;
    private final List<PageWriter> writers = new ArrayList<>();

    private TileWriter(WindowLayout layout) {
        this.layout = layout;
        layout.levels().forEach(level -> writers.add(PageWriter.of(layout, level)));
    }

    public static TileWriter of(WindowLayout layout) {
        return new TileWriter(layout);
    }

    /**
     * Adds an event, which is no duplicate, to one page of each level.
     *
     * @param event with the layout's inputs
     * @throws io.granary.core.GranaryException (INTERNAL) when a page is damaged
     */
    public void add(EventValues event, Pages pages) {
        for (int level = 0; level < writers.size(); level++) {
            int field = layout.field(level, event.eventMicros());
            byte[] page = writers.get(level).add(pages.get(field), event);
            if (page != null) {
                pages.put(field, page);
            }
        }
    }
}
