package io.granary.core.window;

import io.granary.core.window.WindowPart.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells what one feature is made of at one time, from the pages that {@link WindowRead} merges. For people: slow. */
public final class WindowParts {

    private static final byte[] NO_ID = {};

    private final WindowReader reader;
    private final WindowedFeature feature;
    private final WindowSum window;
    private final TileState state;
    private final FeatureResult result;
    private final EventValues event;
    private final List<WindowPart> parts = new ArrayList<>();

    WindowParts(WindowReader reader, int feature, long atMicros) {
        this.reader = reader;
        this.feature = reader.features().get(feature);
        int ordinal = reader.window(feature);
        this.state = TileState.of(reader.layout(), reader.wanted(ordinal));
        this.window =
                new WindowSum(reader.layout().levels().size(), reader.covers().get(ordinal), state);
        this.result = reader.result(this.feature, state);
        this.event = reader.layout().newEvent();
        window.start(atMicros);
    }

    /** The first moment that counts; {@link Long#MIN_VALUE} of a lifetime. */
    public long fromMicros() {
        return window.fromMicros();
    }

    /** The first moment after those that count. */
    public long toMicros() {
        return window.toMicros();
    }

    /**
     * The parts that are in a page, in its order.
     *
     * @param field its ordinal
     * @throws io.granary.core.GranaryException (INTERNAL) when the bytes are damaged
     */
    public List<WindowPart> page(int field, byte[] bytes) {
        parts.clear();
        int level = reader.layout().levelOf(field);
        PageCursor page = new PageCursor(reader.layout().levels().get(level));
        page.reset(bytes, 0, bytes.length);
        if (page.carryLength() > 0 && window.isLifetime()) {
            state.merge(page.carry(), page.pageMicros());
            add(Kind.CARRIED, level, Long.MIN_VALUE, page.pageMicros(), NO_ID);
        }
        while (page.nextTile()) {
            long from = page.tileMicros();
            long to = from + reader.layout().levels().get(level).tileMicros();
            if (window.counts(level, from, to)) {
                state.merge(page.item(), from);
                add(Kind.TILE, level, from, to, NO_ID);
            }
        }
        while (page.nextEvent()) {
            long micros = page.eventMicros();
            if (window.counts(level, micros, micros + 1)) {
                event.read(page.item(), page.pageMicros());
                state.add(event);
                add(Kind.EVENT, level, micros, micros + 1, id());
            }
        }
        return List.copyOf(parts);
    }

    private byte[] id() {
        return Arrays.copyOfRange(event.id(), event.idOffset(), event.idOffset() + event.idLength());
    }

    /** Adds what the state holds alone. */
    private void add(Kind kind, int level, long from, long to, byte[] id) {
        ObjectSink sink = ObjectSink.of(feature.type());
        result.write(sink);
        parts.add(new WindowPart(kind, level, from, to, state.newestMicros(), sink.value(), id));
        state.clear();
    }
}
