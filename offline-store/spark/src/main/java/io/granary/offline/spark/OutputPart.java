package io.granary.offline.spark;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.api.java.UDF1;

/** Which output file a row goes to, so that files in order of name hold the rows in order of the entity frame. */
final class OutputPart implements UDF1<Long, Integer> {

    private static final long serialVersionUID = 1;
    private static final long MIN_ROWS = 50_000;
    private static final long MAX_ROWS = 1_000_000;

    private final TreeMap<Integer, Long> starts;
    private final long rowsPerFile;
    private final int files;

    private OutputPart(Map<Integer, Long> starts, long rows, long rowsPerFile) {
        this.starts = new TreeMap<>(starts);
        this.rowsPerFile = rowsPerFile;
        files = (int) Math.max(1, (rows + rowsPerFile - 1) / rowsPerFile);
    }

    /** Files for all tasks, neither tiny nor huge. */
    static OutputPart of(FrameSummary frame, int tasks) {
        long rowsPerFile = Math.min(MAX_ROWS, Math.max(MIN_ROWS, frame.rows() / tasks + 1));
        return new OutputPart(frame.starts(), frame.rows(), rowsPerFile);
    }

    int files() {
        return files;
    }

    @Override
    public Integer call(Long number) {
        Long start = starts.get((int) (number >>> EntityFrame.PART_BITS));
        if (start == null) {
            throw new IllegalStateException("the entity frame changed while it was read");
        }
        long position = start + (number & ((1L << EntityFrame.PART_BITS) - 1));
        return (int) Math.min(files - 1L, position / rowsPerFile);
    }
}
