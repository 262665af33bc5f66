package io.granary.online.serving;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.ViewState;
import io.granary.core.row.RowSchema;
import io.granary.core.row.StoredRow;
import io.granary.core.view.FeatureStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the stored rows of one view: the values of the features that a plan wants, whatever schema of the view's
 * generation a row was written under. Safe for threads.
 */
final class RowReader {

    private static final Logger log = LoggerFactory.getLogger(RowReader.class);

    private final FeatureView view;
    private final ViewState state;
    private final List<Feature> wanted;
    private final MaxAge maxAge;
    private final SchemaLookup newerSchemas;
    private final ServingMetrics metrics;
    private final Map<Long, FeatureReader> bySchemaId = new ConcurrentHashMap<>();
    private final ReadRow absent;
    private final ReadRow unavailable;

    RowReader(
            FeatureView view,
            ViewState state,
            List<Feature> wanted,
            SchemaLookup newerSchemas,
            ServingMetrics metrics) {
        this.view = view;
        this.state = state;
        this.wanted = List.copyOf(wanted);
        this.maxAge = new MaxAge(view.ttl());
        this.newerSchemas = newerSchemas;
        this.metrics = metrics;
        this.absent = without(FeatureStatus.NOT_FOUND, 0);
        this.unavailable = without(FeatureStatus.UNAVAILABLE, 0);
        state.schemas().forEach(schema -> bySchemaId.put(schema.id(), new FeatureReader(schema, state, wanted)));
    }

    private ReadRow without(FeatureStatus status, long eventMicros) {
        return new ReadRow(status, eventMicros, new Object[wanted.size()]);
    }

    ReadRow unavailable() {
        return unavailable;
    }

    ReadRow read(byte @Nullable [] row, long nowMicros) {
        if (row == null) {
            return absent;
        }
        if (row.length < StoredRow.HEADER_LENGTH) {
            return unreadable(new IllegalArgumentException(row.length + " bytes are no row"));
        }
        long eventMicros = StoredRow.eventMicros(row);
        return switch (maxAge.statusOf(eventMicros, nowMicros)) {
            case PRESENT -> readValues(row, eventMicros);
            case OUTSIDE_MAX_AGE -> without(FeatureStatus.OUTSIDE_MAX_AGE, eventMicros);
            case NULL_VALUE, NOT_FOUND, UNAVAILABLE -> absent;
        };
    }

    private ReadRow readValues(byte[] row, long eventMicros) {
        FeatureReader reader = featureReader(StoredRow.schemaId(row));
        if (reader == null) {
            metrics.unknownSchema();
            return unavailable;
        }
        try {
            return new ReadRow(FeatureStatus.PRESENT, eventMicros, reader.read(row));
        } catch (RuntimeException e) {
            return unreadable(e);
        }
    }

    private @Nullable FeatureReader featureReader(long schemaId) {
        return bySchemaId.computeIfAbsent(schemaId, id -> {
            RowSchema newer = newerSchemas.find(view.name(), id);
            return newer == null ? null : new FeatureReader(newer, state, wanted);
        });
    }

    private ReadRow unreadable(RuntimeException reason) {
        metrics.unreadableRow();
        log.debug("Cannot read a row of feature view {}", view.name(), reason);
        return unavailable;
    }
}
