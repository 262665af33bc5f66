package io.granary.core.view;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.EventIds;
import io.granary.core.window.EventValues;
import io.granary.core.window.WindowLayout;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A window view, compiled: the one place that turns a source row into an event of a layout, in the stream and in Spark.
 * Immutable and safe for threads.
 */
public final class WindowEvents {

    private final FeatureView view;
    private final List<Column> columns;
    private final SourceRows rows;
    private final List<EventInput> inputs;
    private final @Nullable Column eventId;

    private WindowEvents(Revision revision, FeatureView view, WindowLayout layout, List<Column> columns) {
        this.view = view;
        this.rows = SourceRows.compile(revision, view, columns);
        this.inputs = layout.inputs().stream()
                .map(input -> EventInput.compile(view, input, columns))
                .toList();
        this.eventId = eventId(revision, view, columns);
        Set<String> read = rows.references();
        inputs.forEach(input -> read.addAll(input.references()));
        if (eventId != null) {
            read.add(eventId.name());
        }
        this.columns =
                columns.stream().filter(column -> read.contains(column.name())).toList();
    }

    /**
     * Compiles a view of a revision.
     *
     * @param layout of the generation that is written, which may have inputs of features that are gone
     * @param columns the columns of the view's source
     * @throws GranaryException naming what does not compile or resolve
     */
    public static WindowEvents compile(Revision revision, FeatureView view, WindowLayout layout, List<Column> columns) {
        return new WindowEvents(revision, view, layout, columns);
    }

    public FeatureView view() {
        return view;
    }

    /** The source columns that are read, in the source's order. */
    public List<Column> columns() {
        return columns;
    }

    /** Whether rows tell their id; else it is where their record is, and {@link #read} leaves it empty. */
    public boolean hasEventId() {
        return eventId != null;
    }

    /**
     * Fills an event from a source row.
     *
     * @param row column values, coerced to the declared types
     * @return false when {@code where} does not select the row
     * @throws GranaryException (INVALID_ARGUMENT for a null id or timestamp, UNPROCESSABLE for an expression that fails)
     *     naming it; a dead letter in a stream
     */
    public boolean read(Variables row, EventValues into) {
        if (!rows.selects(row)) {
            return false;
        }
        into.start(rows.eventMicros(row));
        if (eventId != null) {
            byte[] id = EventIds.encode(id(row, eventId), (ScalarType) eventId.type());
            into.id(id, 0, id.length);
        }
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).read(row, into, i);
        }
        return true;
    }

    /**
     * The values of the join keys of a row, in the order of the definition; none is null.
     *
     * @throws GranaryException (INVALID_ARGUMENT) for a null one
     */
    public Object[] keys(Variables row) {
        return rows.keys(row);
    }

    private static Object id(Variables row, Column column) {
        Object id = row.value(column.name());
        if (id == null) {
            throw GranaryException.invalid("event id", null, "a value in column '" + column.name() + "'");
        }
        return id;
    }

    private static @Nullable Column eventId(Revision revision, FeatureView view, List<Column> columns) {
        StreamSource stream = revision.definitions().source(view.source()).findStream(revision.project());
        String name = stream == null ? null : stream.eventId();
        if (name == null) {
            return null;
        }
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .filter(column -> column.type() instanceof ScalarType type && type.allowedAsJoinKey())
                .findFirst()
                .orElseThrow(() -> GranaryException.invalid(
                        "event id", name, "a column of the source that is a scalar and no floating-point number"));
    }
}
