package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Turns rows of one source into events below the cut, for every view of the backfill that reads the source. */
final class BackfillEvents implements FlatMapFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private final BackfillTask task;
    private final String source;
    private final Columns columns;
    private final FailedRows failed;
    private transient @Nullable Computation computation;

    BackfillEvents(BackfillTask task, String source, Columns columns, FailedRows failed) {
        this.task = task;
        this.source = source;
        this.columns = columns;
        this.failed = failed;
    }

    @Override
    public Iterator<Row> call(Row row) {
        if (computation == null) {
            computation = new Computation(task, source, columns, failed);
        }
        return computation.compute(row);
    }

    private record Input(BackfillView view, SweepInput events) {

        boolean takes(SourceRow row) {
            return !row.isRecord() || view.isBelowCut(row.partition(), row.offset());
        }
    }

    private static final class Computation {

        private final List<Input> inputs = new ArrayList<>();
        private final SourceRows rows;

        Computation(BackfillTask task, String source, Columns columns, FailedRows failed) {
            BackfillRequest request = task.request();
            List<FeatureView> views = task.views();
            SourceAtRest atRest = null;
            for (int i = 0; i < views.size(); i++) {
                FeatureView view = views.get(i);
                if (view.source().equals(source)) {
                    atRest = SourceAtRest.of(request.revision(), view);
                    RowTime time = RowTime.of(atRest, Knowledge.EVENT_TIME);
                    ViewEvents events = ViewEvents.compile(request.revision(), view, columns.toList());
                    inputs.add(
                            new Input(request.views().get(i), new SweepEvents(i, events, time, atRest.acceptance())));
                }
            }
            if (atRest == null) {
                throw new IllegalStateException("no view reads source " + source);
            }
            rows = new SourceRows(atRest, columns, failed);
        }

        Iterator<Row> compute(Row row) {
            List<Row> events = new ArrayList<>(inputs.size());
            SourceRow read = rows.read(row);
            if (read != null) {
                inputs.stream().filter(input -> input.takes(read)).forEach(input -> add(input, read, row, events));
            }
            return events.iterator();
        }

        private void add(Input input, SourceRow read, Row row, List<Row> events) {
            try {
                Row event = input.events().compute(read);
                if (event != null) {
                    events.add(event);
                }
            } catch (GranaryException e) {
                rows.fail(row, e);
            }
        }
    }
}
