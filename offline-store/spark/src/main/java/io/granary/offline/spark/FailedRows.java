package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/** Counts the rows that could not be computed, and keeps the first of them; added to by tasks, read by the driver. */
final class FailedRows extends AccumulatorV2<String, Long> {

    private static final long serialVersionUID = 1;

    private long count;
    private @Nullable String first;

    @Override
    public boolean isZero() {
        return count == 0;
    }

    @Override
    public FailedRows copy() {
        FailedRows copy = new FailedRows();
        copy.merge(this);
        return copy;
    }

    @Override
    public void reset() {
        count = 0;
        first = null;
    }

    @Override
    public void add(String row) {
        count++;
        first = first == null ? row : first;
    }

    @Override
    public void merge(AccumulatorV2<String, Long> other) {
        if (other instanceof FailedRows that) {
            count += that.count;
            first = first == null ? that.first : first;
        }
    }

    @Override
    public Long value() {
        return count;
    }

    /** A row of the file that this task reads, and why it failed. */
    static String located(String source, List<String> names, @Nullable Object[] values, GranaryException failure) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            shown.add(names.get(i) + "=" + values[i]);
        }
        return "source '" + source + "', file " + InputFileBlockHolder.getInputFilePath() + ", row {"
                + String.join(", ", shown) + "}: " + failure.getMessage();
    }

    /** @throws GranaryException (UNPROCESSABLE) with the count and the first row, when there is one */
    void requireNone() {
        if (count > 0) {
            throw new GranaryException(
                    ErrorCode.UNPROCESSABLE,
                    "Cannot compute " + count + (count == 1 ? " row: " : " rows; first: ") + first);
        }
    }
}
