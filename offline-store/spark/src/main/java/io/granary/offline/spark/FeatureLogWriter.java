package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.offline.engine.plan.SourceAtRest;
import java.time.Duration;
import java.time.Instant;
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
            Pace pace = Pace.of(task.request().writing().rowsPerSecond());
            while (rows.hasNext()) {
                Row row = rows.next();
                pace.await();
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
                NewestRows.stored(row),
                replacesBefore(revision, view));
        return new ProducerRecord<>(
                FeatureLogRecord.rowsTopic(revision.project()), record.key().bytes(), record.encodeValue());
    }

    /** The rows of a stream itself begin where those of its history end, and stay. */
    private @Nullable Long replacesBefore(Revision revision, FeatureView view) {
        Instant before = task.request().writing().replacesBefore();
        if (before == null) {
            return null;
        }
        StreamSource stream = SourceAtRest.of(revision, view).stream();
        StreamSource.History history = stream == null ? null : stream.history();
        return SparkValues.micros(history != null && history.until().isBefore(before) ? history.until() : before);
    }

    private static @Nullable Long micros(@Nullable Duration ttl) {
        return ttl == null ? null : ttl.toNanos() / MICROS_PER_NANO;
    }
}
