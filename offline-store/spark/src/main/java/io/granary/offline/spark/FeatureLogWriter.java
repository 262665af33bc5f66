package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Writes rows to the feature log, and ends when all of them are acknowledged. */
final class FeatureLogWriter implements ForeachPartitionFunction<Row> {

    private static final long serialVersionUID = 1;
    private static final long MICROS_PER_NANO = 1_000;

    private final MaterializationTask task;
    private final ViewCounts written;

    FeatureLogWriter(MaterializationTask task, ViewCounts written) {
        this.task = task;
        this.written = written;
    }

    @Override
    public void call(Iterator<Row> rows) {
        if (!rows.hasNext()) {
            return;
        }
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings())) {
            List<FeatureView> views = task.views();
            while (rows.hasNext() && failure.get() == null) {
                Row row = rows.next();
                int view = NewestRows.view(row);
                Future<?> unused = producer.send(record(views.get(view), row), (metadata, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
                written.add(view);
            }
            producer.flush();
        }
        requireNone(failure.get());
    }

    private ProducerRecord<byte[], byte[]> record(FeatureView view, Row row) {
        Revision revision = task.request().revision();
        FeatureLogRecord record = new FeatureLogRecord(
                EntityKey.ofBytes(NewestRows.key(row)),
                revision.viewState(view.name()).field(view.name()),
                micros(view.ttl()),
                NewestRows.stored(row));
        return new ProducerRecord<>(
                FeatureLogRecord.rowsTopic(revision.project()), record.key().bytes(), record.encodeValue());
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(task.request().producer());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return settings;
    }

    private static @Nullable Long micros(@Nullable Duration ttl) {
        return ttl == null ? null : ttl.toNanos() / MICROS_PER_NANO;
    }

    private static void requireNone(@Nullable Exception failure) {
        if (failure != null) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE, "Cannot write to the feature log: " + failure.getMessage(), failure);
        }
    }
}
