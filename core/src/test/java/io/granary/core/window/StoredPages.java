package io.granary.core.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored fields of one entity, each behind a few bytes that are not its page's. */
final class StoredPages implements Pages {

    private static final int GUARD = 16;

    private final WindowLayout layout;
    private final TileWriter writer;
    private final Map<Integer, byte[]> fields = new HashMap<>();

    StoredPages(WindowLayout layout) {
        this.layout = layout;
        this.writer = TileWriter.of(layout);
    }

    void add(Event event) {
        writer.add(event.fill(layout), this);
    }

    Map<Integer, byte[]> fields() {
        return fields;
    }

    /** The answers at a time from the fields that a reader names. */
    WindowRead read(WindowReader reader, long at) {
        WindowRead read = reader.newRead();
        read.start(at);
        readInto(read, reader.fieldsAt(at));
        return read;
    }

    void readInto(WindowRead read, WindowFields wanted) {
        for (int field : wanted.ordinals()) {
            byte[] page = fields.get(field);
            if (page != null) {
                byte[] stored = new byte[GUARD + page.length + 1];
                System.arraycopy(page, 0, stored, GUARD, page.length);
                read.page(field, stored, GUARD, page.length);
            }
        }
    }

    static List<@Nullable Object> values(List<WindowedFeature> features, WindowRead read) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            ObjectSink sink = ObjectSink.of(features.get(i).type());
            read.finish(i, sink);
            values.add(sink.value());
        }
        return values;
    }

    @Override
    public byte @Nullable [] get(int field) {
        return fields.get(field);
    }

    @Override
    public void put(int field, byte[] page) {
        fields.put(field, page);
    }
}
