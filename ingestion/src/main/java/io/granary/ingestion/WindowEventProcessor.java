package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.key.EntityKey;
import io.granary.core.window.ByteSink;
import io.granary.core.window.EventIds;
import io.granary.core.window.EventValues;
import io.granary.formats.Event;
import io.granary.formats.Replayed;
import io.granary.ingestion.SourceProgress.Position;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * From a record of the source to an event of one view's windows: decoded, judged by itself alone, and reduced to what the
 * windows need. Nothing that a record holds stops the stream.
 */
final class WindowEventProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final byte[] NOTHING = {};

    private final WindowView view;
    private final SourceProgress progress;
    private final EventGate gate;
    private final SourceMetrics sourceMetrics;
    private final WindowMetrics metrics;
    private final ErasedEvents erased;
    private final EventValues values;
    private final ByteSink encoded = new ByteSink();
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable DeadLetters deadLetters;
    private @Nullable SourceTicks ticks;

    WindowEventProcessor(
            WindowView view,
            EventGate gate,
            SourceProgress progress,
            SourceMetrics sourceMetrics,
            WindowMetrics metrics,
            ErasedEvents erased) {
        this.view = view;
        this.progress = progress;
        this.gate = gate;
        this.sourceMetrics = sourceMetrics;
        this.metrics = metrics;
        this.erased = erased;
        this.values = view.layout().newEvent();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        deadLetters = new DeadLetters(newContext, sourceMetrics);
        if (view.hasEventIds()) {
            ticks = new SourceTicks(
                    progress, newContext.taskId().partition(), view.acceptance().allowedLatenessMicros());
            newContext.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
        }
    }

    private void tick() {
        Position due = requireNonNull(ticks, "ticks").due();
        if (due != null) {
            tick(due.offset(), due.arrivalMillis());
        }
    }

    private void tick(long offset, long arrivalMillis) {
        EventOrigin origin = new EventOrigin(context().taskId().partition(), offset);
        context()
                .forward(
                        new Record<>(WindowTopology.EVERYONE, NOTHING, arrivalMillis, origin.header()),
                        WindowTopology.BY_ENTITY_KEY);
    }

    @Override
    public void process(Record<byte[], byte[]> incoming) {
        RecordMetadata origin = context().recordMetadata().orElseThrow();
        if (ticks != null && ticks.isDue(origin.offset(), incoming.timestamp())) {
            tick(origin.offset(), incoming.timestamp());
        }
        Replayed replayed = Replayed.of(EventGate.byName(incoming.headers()));
        if (!view.isFor(replayed)) {
            return;
        }
        if (replayed != null) {
            sourceMetrics.replayed();
        }
        try {
            Record<byte[], byte[]> event = event(incoming, origin);
            if (event != null) {
                context().forward(event, WindowTopology.BY_ENTITY_KEY);
            }
        } catch (RuntimeException e) {
            bury(incoming, e);
        }
    }

    private void bury(Record<byte[], byte[]> incoming, RuntimeException failure) {
        requireNonNull(deadLetters, "deadLetters").bury(incoming, failure, view.name());
    }

    private @Nullable Record<byte[], byte[]> event(Record<byte[], byte[]> incoming, RecordMetadata origin) {
        Event event = gate.admit(incoming.headers(), incoming.value(), incoming.timestamp());
        if (event == null) {
            return null;
        }
        if (!view.read(event, values)) {
            metrics.unselected().increment();
            return null;
        }
        EntityKey key = view.key(event);
        if (erased.has(key.bytes(), incoming.headers(), incoming.timestamp())) {
            metrics.erased().increment();
            return null;
        }
        requireNotLate(incoming.timestamp());
        if (!view.hasEventIds()) {
            byte[] id = EventIds.ofRecord(origin.partition(), origin.offset());
            values.id(id, 0, id.length);
        }
        metrics.nans().increment(values.nanCount());
        encoded.clear();
        values.write(encoded, 0);
        return new Record<>(
                key.bytes(),
                encoded.toByteArray(),
                incoming.timestamp(),
                new EventOrigin(origin.partition(), origin.offset()).header());
    }

    private void requireNotLate(long arrivalMillis) {
        if (view.acceptance().isLate(values.eventMicros(), TimeUnit.MILLISECONDS.toMicros(arrivalMillis))) {
            metrics.late().increment();
            throw RejectedException.late(view.plan().source(), values.eventMicros());
        }
    }

    private ProcessorContext<byte[], byte[]> context() {
        return requireNonNull(context, "context");
    }
}
