package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.Iterator;
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
    private final long labelReachMicros;
    private final ColumnCounts counts;
    private final Sketches sketches;
    private final FailedRows failed;

    Assembly(
            TrainingTask task,
            String[] frameColumns,
            long labelReachMicros,
            ColumnCounts counts,
            Sketches sketches,
            FailedRows failed) {
        this.labelReachMicros = labelReachMicros;
        this.task = task;
        this.frameColumns = frameColumns;
        this.counts = counts;
        this.sketches = sketches;
        this.failed = failed;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Output(rows);
    }

    private final class Output implements Iterator<Row> {

        private final PeekingRows rows;
        private final OutputRow output =
                new OutputRow(task, frameColumns, labelReachMicros, counts.newCounts(), sketches.newSketch(), failed);

        Output(Iterator<Row> rows) {
            this.rows = new PeekingRows(rows);
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            Row entity = rows.next();
            requireEntity(entity);
            output.begin(entity.getStruct(4));
            while (isAnswer(rows.peek(), entity)) {
                output.answer(nextAnswer());
            }
            Row finished = output.finish();
            if (!rows.hasNext()) {
                counts.add(output.counts());
                sketches.add(output.sketch().toBytes());
            }
            return finished;
        }

        /** Of a key whose rows were split among tasks, each of these has an answer. */
        private Row nextAnswer() {
            Row answer = rows.next();
            while (isSameProbe(rows.peek(), answer)) {
                answer = AnswerRow.greater(answer, rows.next());
            }
            return answer;
        }

        private static boolean isSameProbe(@Nullable Row row, Row answer) {
            return row != null && isAnswer(row, answer) && AnswerRow.role(row) == AnswerRow.role(answer);
        }

        private static boolean isAnswer(@Nullable Row row, Row entity) {
            return row != null && AnswerRow.row(row) == AnswerRow.row(entity);
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
