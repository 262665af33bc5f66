package io.granary.ingestion.push;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The topic of a push source. Rows are computed here too, for every online view, so that none is acknowledged that would
 * become a dead letter.
 */
final class SourceTarget implements RowTarget {

    private final StreamSource source;
    private final RequiredRows required;
    private final List<ViewOutput> views;
    private final int maxRowBytes;

    private SourceTarget(StreamSource source, RequiredRows required, List<ViewOutput> views, int maxRowBytes) {
        this.source = source;
        this.required = required;
        this.views = views;
        this.maxRowBytes = maxRowBytes;
    }

    static SourceTarget compile(Revision revision, PushSource source, int maxRowBytes) {
        List<ViewOutput> views = revision.definitions().all(FeatureView.class).stream()
                .filter(view -> view.source().equals(source.name()))
                .filter(view -> view.online() && view.aggregations().isEmpty())
                .map(view -> ViewOutput.compile(revision, view, source.schema(), maxRowBytes))
                .toList();
        return new SourceTarget(
                source.findStream(revision.project()), RequiredRows.of(source, source.schema()), views, maxRowBytes);
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> records(DataFrame frame, Instant now) {
        RowErrors errors = new RowErrors();
        TypedRows rows = TypedRows.of(frame, source.schema(), errors);
        errors.requireNone();
        EventTimes.check(rows, source.eventTimestamp(), now, source.maxFutureSkew(), errors);
        errors.requireNone();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            require(rows, i, errors);
            views.forEach(view -> view.record(rows, row, now, errors));
            records.add(record(rows, i, errors));
        }
        errors.requireNone();
        return records;
    }

    private void require(TypedRows rows, int row, RowErrors errors) {
        try {
            required.require(rows.row(row));
        } catch (GranaryException e) {
            errors.add("row " + row, e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(TypedRows rows, int row, RowErrors errors) {
        byte[] json = PushedRowJson.encode(source.schema(), rows, row);
        if (json.length > maxRowBytes) {
            errors.add(
                    "row " + row, GranaryException.invalid("size", json.length, "at most " + maxRowBytes + " bytes"));
        }
        return new ProducerRecord<>(source.topic(), json);
    }
}
