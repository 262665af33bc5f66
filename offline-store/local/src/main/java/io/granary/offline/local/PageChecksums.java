package io.granary.offline.local;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.compute.SeenTimes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether pages of Parquet files are what was written, where files have checksums of them, as those of Spark and other writers
 * in Java do: DuckDB takes a page as it is, and a bit that flipped is another value.
 */
final class PageChecksums {

    private final String what;

    /** @param what the files are called in errors, such as {@code source 'sales'} */
    PageChecksums(String what) {
        this.what = what;
    }

    /**
     * Looks at what will be read.
     *
     * @param columns of each file; null: all
     * @param moment the column by which {@code seen} leaves row groups out; null: none
     * @throws GranaryException (FAILED_PRECONDITION) naming a file, and the column whose page is not what was written
     */
    void require(List<Path> files, @Nullable Set<String> columns, @Nullable String moment, SeenTimes seen) {
        for (Path file : files) {
            try (FileChannel parquet = FileChannel.open(file)) {
                for (RowGroup group : ParquetPages.seen(ParquetPages.footer(parquet), moment, seen)) {
                    require(parquet, file, group, columns);
                }
            } catch (IOException e) {
                throw unreadable(file, String.valueOf(e.getMessage()), e);
            }
        }
    }

    private void require(FileChannel parquet, Path file, RowGroup group, @Nullable Set<String> columns)
            throws IOException {
        for (ColumnChunk chunk : group.getColumns()) {
            List<String> path = chunk.getMeta_data().getPath_in_schema();
            if ((columns == null || columns.contains(path.get(0)))
                    && !ParquetPages.areWhole(parquet, chunk.getMeta_data())) {
                throw unreadable(
                        file,
                        "a page of column '" + String.join(".", path) + "' is damaged: it does not have its checksum",
                        null);
            }
        }
    }

    private GranaryException unreadable(Path file, String reason, @Nullable Exception cause) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot read " + what + ": file " + file + ": " + reason, cause);
    }
}
