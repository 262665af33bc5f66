package io.granary.online.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.featurelog.WindowState;
import io.granary.core.key.EntityKey;
import io.granary.core.type.ScalarType;
import io.granary.core.window.EventValues;
import io.granary.core.window.Pages;
import io.granary.core.window.TileWriter;
import io.granary.core.window.WindowLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Made-up window states of one view and entity, with events in many tiles of each length. */
final class SampleWindows implements Pages {

    private static final int EVENTS = 300;
    private static final long FIRST_STEP_MICROS = TimeUnit.MILLISECONDS.toMicros(100);
    private static final double GROWTH = 1.06;
    private static final byte[] TEXT = "sample".getBytes(UTF_8);

    private static final EntityKey ENTITY = EntityKey.ofBytes(TEXT);

    private final WindowLayout layout;
    private final byte[] @Nullable [] pages;

    private SampleWindows(WindowLayout layout) {
        this.layout = layout;
        this.pages = new byte[layout.fieldCount()][];
    }

    /**
     * Stored states by field.
     *
     * @param field that the names of the view's fields start with
     */
    static Map<String, byte[]> of(String field, WindowLayout layout, long nowMicros) {
        SampleWindows samples = new SampleWindows(layout);
        samples.addAll(nowMicros);
        return samples.stored(field + WindowState.SEPARATOR);
    }

    /** From a moment ago to long ago, each further back than the one before. */
    private void addAll(long nowMicros) {
        TileWriter writer = TileWriter.of(layout);
        EventValues event = layout.newEvent();
        long back = 0;
        long step = FIRST_STEP_MICROS;
        for (int i = 0; i < EVENTS; i++) {
            back += step;
            step = (long) (step * GROWTH);
            fill(event, nowMicros - back, i);
            writer.add(event, this);
        }
    }

    private static void fill(EventValues event, long micros, int i) {
        event.start(micros);
        event.id(TEXT, 0, TEXT.length);
        for (int input = 0; input < event.inputs(); input++) {
            fill(event, input, event.type(input), i);
        }
    }

    private static void fill(EventValues event, int input, ScalarType type, int i) {
        switch (type) {
            case BOOL -> event.truth(input, true);
            case INT32, INT64, TIMESTAMP -> event.integer(input, i);
            case FLOAT32, FLOAT64 -> event.number(input, i + 0.375);
            case STRING, BYTES -> event.bytes(input, TEXT, 0, TEXT.length);
        }
    }

    private Map<String, byte[]> stored(String prefix) {
        Map<String, byte[]> stored = new HashMap<>();
        for (int field = 0; field < pages.length; field++) {
            byte[] page = pages[field];
            if (page != null) {
                String name = prefix + layout.field(field);
                stored.put(name, WindowState.of(ENTITY, name, 0, 0, page, null).stored());
            }
        }
        return stored;
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
