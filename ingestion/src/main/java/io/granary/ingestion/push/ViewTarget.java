package io.granary.ingestion.push;

import io.granary.core.definition.StreamSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The feature log's rows of one view, in each of its generations: those that answer or will do, for which a row has to be
 * right, and those that are kept for a way back, which get the rows that they can use.
 *
 * @param eventTimestamp the column of the source; null for a table without one
 */
record ViewTarget(
        List<ViewOutput> needed,
        List<ViewOutput> kept,
        @Nullable String eventTimestamp) implements RowTarget {

    ViewTarget {
        needed = List.copyOf(needed);
        kept = List.copyOf(kept);
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> records(DataFrame frame, Instant now) {
        RowErrors errors = new RowErrors();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        needed.forEach(output -> records.addAll(records(output, frame, now, errors)));
        errors.requireNone();
        for (ViewOutput output : kept) {
            RowErrors own = new RowErrors();
            List<ProducerRecord<byte[], byte[]>> usable = records(output, frame, now, own);
            if (own.isEmpty()) {
                records.addAll(usable);
            }
        }
        return records;
    }

    private List<ProducerRecord<byte[], byte[]>> records(
            ViewOutput output, DataFrame frame, Instant now, RowErrors errors) {
        TypedRows rows = TypedRows.of(frame, output.columns(), errors);
        if (!errors.isEmpty()) {
            return List.of();
        }
        EventTimes.check(rows, eventTimestamp, now, StreamSource.DEFAULT_MAX_FUTURE_SKEW, errors);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            ProducerRecord<byte[], byte[]> record = output.record(rows, i, now, errors);
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }
}
