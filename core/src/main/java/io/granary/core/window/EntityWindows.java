package io.granary.core.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one entity in memory, through the same pages as stored ones: add events, ask at times. Events may come in
 * any order; a question's time must not lie before events of pages that the ring has lost, so times rise. One thread.
 */
public final class EntityWindows implements Pages {

    private final WindowReader reader;
    private final TileWriter writer;
    private final WindowRead read;
    private final byte[] @Nullable [] pages;
    private WindowFields fields = new WindowFields(new int[0], Long.MIN_VALUE);
    private long fieldsFrom;

    private EntityWindows(WindowReader reader) {
        this.reader = reader;
        this.writer = TileWriter.of(reader.layout());
        this.read = reader.newRead();
        this.pages = new byte[reader.layout().fieldCount()][];
    }

    public static EntityWindows of(WindowReader reader) {
        return new EntityWindows(reader);
    }

    /** Forgets all events: another entity. */
    public void clear() {
        Arrays.fill(pages, null);
    }

    /** Adds an event, which is no duplicate. */
    public void add(EventValues event) {
        writer.add(event, this);
    }

    /** The answers at a time; valid until the next event or question. */
    public WindowRead read(long atMicros) {
        if (atMicros < fieldsFrom || atMicros >= fields.untilMicros()) {
            fields = reader.fieldsAt(atMicros);
            fieldsFrom = atMicros;
        }
        read.start(atMicros);
        for (int field : fields.ordinals()) {
            byte[] page = pages[field];
            if (page != null) {
                read.page(field, page, 0, page.length);
            }
        }
        return read;
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
