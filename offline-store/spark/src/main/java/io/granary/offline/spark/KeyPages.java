package io.granary.offline.spark;

import io.granary.core.window.ByteSource;
import io.granary.core.window.EventValues;
import io.granary.core.window.Pages;
import io.granary.core.window.TileWriter;
import io.granary.core.window.WindowLayout;
import io.granary.offline.engine.compute.EventsInOrder;
import java.util.Arrays;
import java.util.Collection;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The pages of one entity key in the making, used again for the next. Not safe for threads. */
final class KeyPages implements Pages {

    private final int view;
    private final EventsInOrder events;
    private final EventValues event;
    private final TileWriter writer;
    private final ByteSource source = new ByteSource();
    private final byte[] @Nullable [] pages;

    private KeyPages(int view, WindowLayout layout) {
        this.view = view;
        events = new EventsInOrder(layout.newEvent());
        event = layout.newEvent();
        writer = TileWriter.of(layout);
        pages = new byte[layout.fieldCount()][];
    }

    static KeyPages of(BackfillTask task, int view) {
        return new KeyPages(
                view, task.request().revision().layout(task.views().get(view).name()));
    }

    int view() {
        return view;
    }

    void startKey() {
        events.startKey();
        Arrays.fill(pages, null);
    }

    /** Adds an event; false when it came before. */
    boolean add(Row row) {
        byte[] content = SweepRow.nextEvent(events, row);
        if (content.length == 0) {
            return false;
        }
        event.read(source.reset(content, 0, content.length), SweepRow.micros(row));
        writer.add(event, this);
        return true;
    }

    /** The pages that are there, in the order of their fields. */
    void write(byte[] key, Collection<Row> into) {
        for (int field = 0; field < pages.length; field++) {
            byte[] page = pages[field];
            if (page != null) {
                into.add(PageRow.of(view, key, field, page));
            }
        }
    }

    @Override
    public byte @Nullable [] get(int field) {
        return pages[field];
    }

    @Override
    public void put(int field, byte[] page) {
        pages[field] = page;
    }
}
