package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.formats.Event;
import io.granary.formats.Replayed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * From one event to the rows of every view of its source. Nothing that a record holds stops the stream: what cannot be
 * used is a dead letter, and one view's failure is not another's.
 */
final class EventProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    /** The header of a row that says where its event was: topic, partition, offset and arrival. */
    static final String SOURCE_HEADER = "granary.source";

    private final EventGate gate;
    private final List<CountedView> views;
    private final SourceMetrics metrics;
    private final ErasedEvents erased;
    private final int maxRowBytes;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable DeadLetters deadLetters;

    EventProcessor(
            EventGate gate, List<CountedView> views, SourceMetrics metrics, ErasedEvents erased, int maxRowBytes) {
        this.gate = gate;
        this.views = views;
        this.metrics = metrics;
        this.erased = erased;
        this.maxRowBytes = maxRowBytes;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        deadLetters = new DeadLetters(newContext, metrics);
    }

    @Override
    public void process(Record<byte[], byte[]> incoming) {
        Replayed replayed = Replayed.of(EventGate.byName(incoming.headers()));
        List<CountedView> wanted = replayed == null ? views : viewsFor(replayed);
        if (wanted.isEmpty()) {
            return;
        }
        metrics.event();
        Event event = admit(incoming);
        if (event != null) {
            wanted.forEach(view -> write(view, event, incoming));
        }
    }

    private List<CountedView> viewsFor(Replayed replayed) {
        List<CountedView> found =
                views.stream().filter(view -> view.rows().isFor(replayed)).toList();
        if (!found.isEmpty()) {
            metrics.replayed();
        }
        return found;
    }

    private @Nullable Event admit(Record<byte[], byte[]> incoming) {
        try {
            Event event = gate.admit(incoming.headers(), incoming.value(), incoming.timestamp());
            if (event == null) {
                metrics.historical();
            }
            return event;
        } catch (RuntimeException e) {
            deadLetters().bury(incoming, e, null);
            return null;
        }
    }

    private void write(CountedView view, Event event, Record<byte[], byte[]> incoming) {
        Record<byte[], byte[]> row = compute(view, event, incoming);
        if (row != null) {
            context().forward(row, SourceTopology.ROWS);
            view.written().increment();
        }
    }

    private @Nullable Record<byte[], byte[]> compute(CountedView view, Event event, Record<byte[], byte[]> incoming) {
        try {
            FeatureLogRecord row = view.rows().row(event, incoming.timestamp());
            if (row == null) {
                view.unselected().increment();
                return null;
            }
            if (erased.has(row.key().bytes(), incoming.headers(), incoming.timestamp())) {
                view.erased().increment();
                return null;
            }
            return outgoing(row.key().bytes(), encode(row), incoming);
        } catch (RuntimeException e) {
            deadLetters().bury(incoming, e, view.rows().view());
            return null;
        }
    }

    private byte[] encode(FeatureLogRecord row) {
        byte[] value = row.encodeValue();
        int size = row.key().bytes().length + value.length;
        if (size > maxRowBytes) {
            throw new RejectedException(
                    DeadLetterReason.TOO_LARGE,
                    "row: " + size + " bytes (expected: at most " + maxRowBytes + ")",
                    null);
        }
        return value;
    }

    private Record<byte[], byte[]> outgoing(byte[] key, byte[] value, Record<byte[], byte[]> incoming) {
        RecordMetadata origin = origin();
        String source = origin.topic() + "/" + origin.partition() + "/" + origin.offset() + "/" + incoming.timestamp();
        Headers headers = new RecordHeaders().add(SOURCE_HEADER, source.getBytes(StandardCharsets.UTF_8));
        return new Record<>(key, value, incoming.timestamp(), headers);
    }

    private RecordMetadata origin() {
        return context().recordMetadata().orElseThrow();
    }

    private DeadLetters deadLetters() {
        return requireNonNull(deadLetters, "deadLetters");
    }

    private ProcessorContext<byte[], byte[]> context() {
        return requireNonNull(context, "context");
    }
}
