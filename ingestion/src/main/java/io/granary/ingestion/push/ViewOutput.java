package io.granary.ingestion.push;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogEncoder;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.type.Column;
import io.granary.core.type.EpochMicros;
import io.granary.core.view.FeatureRow;
import io.granary.core.view.FeatureViewComputation;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** One generation of a view, compiled to turn pushed rows into records of the feature log. */
record ViewOutput(
        FeatureViewComputation computation,
        RequiredRows required,
        FeatureLogEncoder encoder,
        String topic,
        int maxRowBytes) {

    /** @param revision as its rows are written */
    static ViewOutput compile(Revision revision, FeatureView view, List<Column> columns, int maxRowBytes) {
        return new ViewOutput(
                FeatureViewComputation.compile(revision, view, columns),
                RequiredRows.of(view, columns),
                FeatureLogEncoder.of(revision, view),
                FeatureLogRecord.rowsTopic(revision.project()),
                maxRowBytes);
    }

    /** The source's columns that the view reads. */
    List<Column> columns() {
        return computation.columns();
    }

    /** The record of one row; null when the view does not select it or cannot use it, which is an error then. */
    @Nullable
    ProducerRecord<byte[], byte[]> record(TypedRows rows, int row, Instant now, RowErrors errors) {
        try {
            FeatureRow features = computation.compute(rows.row(row));
            if (features == null) {
                return null;
            }
            required.require(rows.row(row));
            return record(encoder.encode(features, EpochMicros.of(now)));
        } catch (GranaryException e) {
            errors.add("row " + row, e);
            return null;
        }
    }

    private ProducerRecord<byte[], byte[]> record(FeatureLogRecord record) {
        byte[] key = record.key().bytes();
        byte[] value = record.encodeValue();
        if (key.length + value.length > maxRowBytes) {
            throw GranaryException.invalid(
                    "features of view '" + computation.view().name() + "'",
                    key.length + value.length + " bytes",
                    "at most " + maxRowBytes);
        }
        return new ProducerRecord<>(topic, key, value);
    }
}
