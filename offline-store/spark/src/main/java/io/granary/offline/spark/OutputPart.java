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
    private final int filesOfPart;
    private final int parts;

    private OutputPart(Map<Integer, Long> starts, int parts, long rows, long rowsPerFile) {
        this.parts = parts;
        this.starts = new TreeMap<>(starts);
        this.rowsPerFile = rowsPerFile;
        filesOfPart = (int) Math.max(1, (rows + rowsPerFile - 1) / rowsPerFile);
    }

    /**
     * Files for all tasks, neither tiny nor huge.
     *
     * @param parts of the set; there are files for each
     */
    static OutputPart of(FrameSummary frame, int parts, int tasks) {
        long rowsPerFile = Math.min(MAX_ROWS, Math.max(MIN_ROWS, frame.rows() / tasks + 1));
        return new OutputPart(frame.starts(), parts, frame.rows(), rowsPerFile);
    }

    int files() {
        return parts * filesOfPart;
    }

    /** The part of the set that a file belongs to. */
    int setPart(int file) {
        return file / filesOfPart;
    }

    @Override
    public Integer call(Long number) {
        Long start = starts.get(RowNumber.filePart(number));
        if (start == null) {
            throw new IllegalStateException("the entity frame changed while it was read");
        }
        long position = start + RowNumber.position(number);
        return RowNumber.setPart(number) * filesOfPart + (int) Math.min(filesOfPart - 1L, position / rowsPerFile);
    }
}
