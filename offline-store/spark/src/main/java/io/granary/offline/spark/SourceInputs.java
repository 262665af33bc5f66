package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.formats.ReplayedRecords;
import io.granary.offline.engine.archive.CountedRecords;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/** Makes of the rows of one source what the sweep needs of them, for every view that reads it. Not safe for threads. */
final class SourceInputs {

    private final List<SweepInput> inputs;

    private SourceInputs(List<SweepInput> inputs) {
        this.inputs = inputs;
    }

    /** @param columns that rows have, at least those that the views read */
    static SourceInputs compile(SweepTask task, SourceAtRest source, List<Column> columns) {
        return new SourceInputs(task.viewsOf(source.source().name()).stream()
                .map(view -> task.input(view, source, columns))
                .toList());
    }

    /** Of the records of a topic, but not of copies that were given back to other views. */
    static SourceInputs ofRecords(SweepTask task, SourceAtRest source, List<Column> columns) {
        ReplayedRecords noOriginals = new ReplayedRecords();
        return new SourceInputs(task.viewsOf(source.source().name()).stream()
                .<SweepInput>map(view -> new CountedInput(
                        CountedRecords.of(task.revision(), view, noOriginals), task.input(view, source, columns)))
                .toList());
    }

    /** @param failed told why a view cannot be computed */
    Iterator<Row> compute(SourceRow row, Consumer<GranaryException> failed) {
        List<Row> sweepRows = new ArrayList<>(inputs.size());
        for (SweepInput input : inputs) {
            try {
                Row computed = input.compute(row);
                if (computed != null) {
                    sweepRows.add(computed);
                }
            } catch (GranaryException e) {
                failed.accept(e);
            }
        }
        return sweepRows.iterator();
    }
}
