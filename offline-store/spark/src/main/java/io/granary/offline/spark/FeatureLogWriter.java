package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
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
        try (LogProducer producer = LogProducer.open(task.request().producer())) {
            List<FeatureView> views = task.views();
            while (rows.hasNext()) {
                Row row = rows.next();
                int view = NewestRows.view(row);
                producer.send(record(views.get(view), row));
                written.add(view);
            }
            producer.flush();
        }
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

    private static @Nullable Long micros(@Nullable Duration ttl) {
        return ttl == null ? null : ttl.toNanos() / MICROS_PER_NANO;
    }
}
