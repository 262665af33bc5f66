package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Puts entity rows and the answers to their probes together. Rows come in the order of row number and role, so an entity
 * row is followed by its answers; the last column is the entity row, or null.
 */
final class Assembly implements MapPartitionsFunction<Row, Row> {

    static final String FRAME = "frame";

    private static final long serialVersionUID = 1;

    private final TrainingTask task;
    private final String[] frameColumns;
    private final ColumnCounts counts;
    private final FailedRows failed;

    Assembly(TrainingTask task, String[] frameColumns, ColumnCounts counts, FailedRows failed) {
        this.task = task;
        this.frameColumns = frameColumns;
        this.counts = counts;
        this.failed = failed;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Output(rows);
    }

    private final class Output implements Iterator<Row> {

        private final Iterator<Row> rows;
        private final OutputRow output = new OutputRow(task.plan(), frameColumns, counts.newCounts(), failed);
        private @Nullable Row ahead;

        Output(Iterator<Row> rows) {
            this.rows = rows;
            advance();
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public Row next() {
            Row entity = ahead;
            if (entity == null) {
                throw new NoSuchElementException();
            }
            requireEntity(entity);
            output.begin(entity.getStruct(4));
            advance();
            while (ahead != null && AnswerRow.row(ahead) == AnswerRow.row(entity)) {
                output.answer(ahead);
                advance();
            }
            Row finished = output.finish();
            if (ahead == null) {
                counts.add(output.counts());
            }
            return finished;
        }

        private void advance() {
            ahead = rows.hasNext() ? rows.next() : null;
        }

        private static void requireEntity(Row row) {
            if (AnswerRow.role(row) != AnswerRow.ENTITY_ROW) {
                throw new GranaryException(
                        ErrorCode.INTERNAL,
                        "Cannot assemble row " + AnswerRow.row(row) + ": an answer without its row");
            }
        }
    }
}
