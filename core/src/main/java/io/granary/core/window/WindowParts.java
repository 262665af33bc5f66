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
    private final long atMicros;
    private final WindowSum sum;
    private final FeatureResult result;
    private final EventValues event;
    private final List<WindowPart> parts = new ArrayList<>();

    WindowParts(WindowReader reader, int feature, long atMicros) {
        this.reader = reader;
        this.feature = reader.features().get(feature);
        this.atMicros = atMicros;
        int window = reader.window(feature);
        this.sum = new WindowSum(reader.layout(), reader.covers().get(window), reader.wanted(window));
        this.result = reader.result(this.feature, sum.state());
        this.event = reader.layout().newEvent();
        sum.start(atMicros);
    }

    /** The first moment that counts; {@link Long#MIN_VALUE} of a lifetime. */
    public long fromMicros() {
        return sum.fromMicros();
    }

    /** The first moment after those that count. */
    public long toMicros() {
        return sum.toMicros();
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
        if (page.carryLength() > 0) {
            sum.start(atMicros);
            sum.addCarry(page);
            add(Kind.CARRIED, level, Long.MIN_VALUE, page.pageMicros(), NO_ID);
        }
        while (page.nextTile()) {
            sum.start(atMicros);
            sum.addTile(level, page);
            long tileMicros = reader.layout().levels().get(level).tileMicros();
            add(Kind.TILE, level, page.tileMicros(), page.tileMicros() + tileMicros, NO_ID);
        }
        while (page.nextEvent()) {
            event.read(page.item(), page.pageMicros());
            sum.start(atMicros);
            sum.addEvent(level, event);
            add(Kind.EVENT, level, event.eventMicros(), event.eventMicros() + 1, id());
        }
        return List.copyOf(parts);
    }

    private byte[] id() {
        return Arrays.copyOfRange(event.id(), event.idOffset(), event.idOffset() + event.idLength());
    }

    /** Nothing when the window does not count it. */
    private void add(Kind kind, int level, long from, long to, byte[] id) {
        if (!sum.state().isEmpty()) {
            ObjectSink sink = ObjectSink.of(feature.type());
            result.write(sink);
            parts.add(new WindowPart(kind, level, from, to, sum.state().newestMicros(), sink.value(), id));
        }
    }
}
