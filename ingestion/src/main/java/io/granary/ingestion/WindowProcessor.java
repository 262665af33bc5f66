package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.window.ByteSource;
import io.granary.core.window.EventValues;
import io.granary.core.window.TileWriter;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Adds the events of entity keys to their window states, each event once, in whatever order they come. */
final class WindowProcessor implements Processor<byte[], byte[], Void, Void> {

    private final WindowView view;
    private final SourceProgress progress;
    private final WindowMetrics metrics;
    private final EventValues values;
    private final ByteSource encoded = new ByteSource();
    private final TileWriter tiles;
    private @Nullable PageStore pages;
    private @Nullable Duplicates duplicates;
    private @Nullable WarmUp warmUp;

    WindowProcessor(WindowView view, SourceProgress progress, WindowMetrics metrics) {
        this.view = view;
        this.progress = progress;
        this.metrics = metrics;
        this.values = view.layout().newEvent();
        this.tiles = TileWriter.of(view.layout());
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        pages = context.getStateStore(PageStore.NAME);
        if (view.hasEventIds()) {
            IdStore ids = context.getStateStore(IdStore.NAME);
            duplicates = new Duplicates(ids, view.acceptance(), progress, metrics);
            warmUp = WarmUp.of(progress, context.getStateStore(WarmUp.STORE));
        }
    }

    @Override
    public void process(Record<byte[], byte[]> incoming) {
        if (incoming.headers().lastHeader(WindowTopology.FORGET) != null) {
            forget(incoming.key());
            return;
        }
        EventOrigin origin = EventOrigin.of(incoming.headers());
        boolean isEvent = incoming.key().length > 0;
        if (duplicates != null && isEvent) {
            duplicates.arrived(origin.partition(), incoming.timestamp());
        } else if (duplicates != null) {
            duplicates.passed(origin.partition(), incoming.timestamp());
        }
        if (warmUp != null && warmUp.ends(origin)) {
            warmUp.drain(this::count);
        }
        if (isEvent) {
            take(origin, incoming.key(), incoming.value());
        }
    }

    /** All events of the entity key that are to be forgotten came before, as they went the same way. */
    private void forget(byte[] key) {
        if (warmUp != null) {
            warmUp.forget(key);
        }
        requireNonNull(pages, "pages").forget(key);
    }

    private void take(EventOrigin origin, byte[] key, byte[] event) {
        if (progress.isBeforeCut(origin.partition(), origin.offset())) {
            read(event);
            requireNonNull(duplicates, "duplicates").warmUp(key, values, event);
        } else if (warmUp != null && !warmUp.isOver()) {
            warmUp.keep(key, event);
        } else {
            count(key, event);
        }
    }

    private void count(byte[] key, byte[] event) {
        read(event);
        if (duplicates == null || duplicates.isFirst(key, values, event)) {
            tiles.add(values, requireNonNull(pages, "pages").pages(key));
            metrics.events().increment();
        }
    }

    private void read(byte[] event) {
        values.read(encoded.reset(event, 0, event.length), 0);
    }
}
