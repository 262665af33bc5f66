package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.expression.Variables;
import io.granary.core.view.FeatureRow;
import io.granary.offline.engine.plan.SourceAtRest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The rows of one source, computed for every view that reads it. Not safe for threads. */
final class SourceRows {

    /** Hears what a source row gives one view. */
    interface Sink {

        /** @param createdMicros as the source declares it, or null */
        void accept(int view, ViewRows rows, FeatureRow row, @Nullable Long createdMicros);
    }

    private final SourceAtRest source;
    private final List<ViewRows> views = new ArrayList<>();
    private final Columns.Reader reader;
    private final FailedRows failed;
    private final List<String> names;
    private final int eventPosition;
    private final int createdPosition;

    SourceRows(Revision revision, List<FeatureView> views, SourceAtRest source, Columns columns, FailedRows failed) {
        this.source = source;
        this.failed = failed;
        reader = new Columns.Reader(columns);
        names = columns.names();
        views.forEach(view -> this.views.add(new ViewRows(revision, view, columns.toList())));
        eventPosition =
                source.stream() == null ? -1 : reader.position(source.stream().eventTimestamp());
        String created = source.createdTimestamp();
        createdPosition = created == null ? -1 : reader.position(created);
    }

    /** Passes on what each view makes of the row; a row that fails is counted and passed over. */
    void read(Row row, Sink sink) {
        try {
            @Nullable Object[] values = reader.read(row);
            if (isHistory(values)) {
                compute(values, sink);
            }
        } catch (GranaryException e) {
            failed.add(locate(row, e));
        }
    }

    private void compute(@Nullable Object[] values, Sink sink) {
        Variables variables = name -> values[reader.position(name)];
        for (int i = 0; i < views.size(); i++) {
            FeatureRow computed = views.get(i).compute(variables);
            if (computed != null) {
                sink.accept(i, views.get(i), computed, createdMicros(computed, values));
            }
        }
    }

    /** Later rows of a stream come from its topic only. */
    private boolean isHistory(@Nullable Object[] values) {
        StreamSource.History history = source.history();
        return history == null || !(values[eventPosition] instanceof Instant event) || event.isBefore(history.until());
    }

    private @Nullable Long createdMicros(FeatureRow row, @Nullable Object[] values) {
        if (row.createdMicros() != null) {
            return row.createdMicros();
        }
        return createdPosition >= 0 && values[createdPosition] instanceof Instant created
                ? SparkValues.micros(created)
                : null;
    }

    private String locate(Row row, GranaryException failure) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            shown.add(names.get(i) + "=" + row.get(i));
        }
        return "source '" + source.table().name() + "', file " + InputFileBlockHolder.getInputFilePath() + ", row {"
                + String.join(", ", shown) + "}: " + failure.getMessage();
    }
}
