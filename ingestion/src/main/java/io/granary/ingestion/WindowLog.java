package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.featurelog.WindowState;
import io.granary.core.featurelog.WindowStateKey;
import io.granary.core.window.WindowLayout;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic of window states: each record is a page, absolute, of one field of one entity key; one without a page deletes.
 *
 * @param fields of the online store, by their ordinal in the layout
 */
record WindowLog(WindowLayout layout, List<String> fields) implements ProjectedLog {

    WindowLog {
        requireNonNull(layout, "layout");
        fields = List.copyOf(fields);
    }

    /**
     * The states that a stream application or a backfill writes for a generation.
     *
     * @param generation {@code view@generation}
     * @param suffix of each field; empty for a stream's
     */
    static WindowLog of(String generation, WindowLayout layout, String suffix) {
        return new WindowLog(
                layout,
                layout.fields().stream()
                        .map(field -> generation + WindowState.SEPARATOR + field + suffix)
                        .toList());
    }

    @Override
    public @Nullable FeatureLogEntry read(ConsumerRecord<byte[], byte[]> each, long epoch) {
        WindowStateKey key = WindowStateKey.decode(each.key());
        byte[] page = each.value();
        if (key.field() >= fields.size()) {
            throw GranaryException.invalid("window field", key.field(), "< " + fields.size());
        }
        if (page == null) {
            return new FeatureLogRecord(key.entityKey(), fields.get(key.field()), null, null);
        }
        return WindowState.of(
                key.entityKey(), fields.get(key.field()), epoch, each.offset(), page, expiry(key.field(), page));
    }

    private @Nullable Long expiry(int field, byte[] page) {
        long micros = layout.expiryMicros(field, page);
        return micros == WindowLayout.NEVER ? null : (Long) micros;
    }
}
