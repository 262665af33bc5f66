package io.granary.online.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.ViewState;
import io.granary.core.row.RowCells;
import io.granary.core.row.RowSchema;
import io.granary.core.row.StoredRow;
import io.granary.core.view.FeatureStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
final class RowReader implements ViewReader {

    private static final Logger log = LoggerFactory.getLogger(RowReader.class);

    private final FeatureView view;
    private final ViewState state;
    private final ViewFields fields;
    private final List<Feature> wanted;
    private final MaxAge maxAge;
    private final SchemaLookup newerSchemas;
    private final ServingMetrics metrics;
    private final Map<Long, FeatureReader> bySchemaId = new ConcurrentHashMap<>();
    private @Nullable FeatureReader last;

    RowReader(
            FeatureView view,
            ViewState state,
            List<Feature> wanted,
            SchemaLookup newerSchemas,
            ServingMetrics metrics) {
        this.view = view;
        this.state = state;
        this.fields = ViewFields.row(state.field(view.name()).getBytes(StandardCharsets.UTF_8));
        this.wanted = List.copyOf(wanted);
        this.maxAge = new MaxAge(view.ttl());
        this.newerSchemas = newerSchemas;
        this.metrics = metrics;
        state.schemas().forEach(schema -> bySchemaId.put(schema.id(), new FeatureReader(schema, state, wanted)));
    }

    @Override
    public int width() {
        return wanted.size();
    }

    /** All features are in one row. */
    @Override
    public int moments() {
        return 1;
    }

    @Override
    public ViewFields fieldsAt(long micros) {
        return fields;
    }

    @Override
    public void read(ViewRead read) {
        if (!read.has(0)) {
            read.fillWithoutEvent(0, FeatureStatus.NOT_FOUND);
            return;
        }
        int offset = read.offset(0);
        FeatureStatus status = read(offset, read.length(0), read.nowMicros(), read.cells(), read.firstCell());
        if (status == FeatureStatus.PRESENT || status == FeatureStatus.OUTSIDE_MAX_AGE) {
            read.fill(0, status, StoredRow.eventMicros(read.cells().bytes(), offset));
        } else {
            read.fillWithoutEvent(0, status);
        }
    }

    @Override
    public void explain(ViewRead read, int ordinal, ObjectNode json) {
        ObjectNode row = json.putObject("row").put("field", new String(fields.names()[0], StandardCharsets.UTF_8));
        Duration ttl = view.ttl();
        if (ttl != null) {
            row.put("ttl_seconds", ttl.toSeconds());
        }
        if (read.has(0)) {
            explain(read.copy(0), row);
        }
    }

    private static void explain(byte[] stored, ObjectNode row) {
        row.put("bytes", stored.length);
        if (stored.length >= StoredRow.HEADER_LENGTH) {
            ExplanationJson.moment(row, "event_timestamp", StoredRow.eventMicros(stored));
            ExplanationJson.moment(row, "created_timestamp", StoredRow.createdMicros(stored));
            row.put("schema_revision", StoredRow.schemaRevision(stored));
        }
    }

    /** The status of every feature in a row; if it is PRESENT, the cells from the first one on have their values. */
    private FeatureStatus read(int offset, int length, long nowMicros, RowCells cells, int firstCell) {
        if (length < StoredRow.HEADER_LENGTH) {
            return unreadable(new IllegalArgumentException(length + " bytes are no row"));
        }
        FeatureStatus status = maxAge.statusOf(StoredRow.eventMicros(cells.bytes(), offset), nowMicros);
        return status == FeatureStatus.PRESENT ? readValues(offset, offset + length, cells, firstCell) : status;
    }

    private FeatureStatus readValues(int offset, int end, RowCells cells, int firstCell) {
        FeatureReader reader = featureReader(StoredRow.schemaId(cells.bytes(), offset));
        if (reader == null) {
            metrics.unknownSchema();
            return FeatureStatus.UNAVAILABLE;
        }
        try {
            reader.read(offset + StoredRow.HEADER_LENGTH, end, cells, firstCell);
            return FeatureStatus.PRESENT;
        } catch (RuntimeException e) {
            cells.clear(firstCell, width());
            return unreadable(e);
        }
    }

    /** Most rows have the schema of the row before, whichever thread read that. */
    private @Nullable FeatureReader featureReader(long schemaId) {
        FeatureReader latest = last;
        if (latest == null || latest.schemaId() != schemaId) {
            latest = bySchemaId.computeIfAbsent(schemaId, this::findFeatureReader);
            last = latest;
        }
        return latest;
    }

    private @Nullable FeatureReader findFeatureReader(long schemaId) {
        RowSchema newer = newerSchemas.find(view.name(), schemaId);
        return newer == null ? null : new FeatureReader(newer, state, wanted);
    }

    private FeatureStatus unreadable(RuntimeException reason) {
        metrics.unreadableRow();
        log.debug("Cannot read a row of feature view {}", view.name(), reason);
        return FeatureStatus.UNAVAILABLE;
    }
}
