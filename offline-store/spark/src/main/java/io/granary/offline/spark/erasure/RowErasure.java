package io.granary.offline.spark.erasure;

import io.granary.offline.engine.RowErasureRequest;
import io.granary.offline.engine.RowErasureResult;
import io.granary.offline.engine.RowErasureResult.ErasedTable;
import io.granary.offline.engine.TableFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An erasure of an entity from the Parquet files of batch sources, file by file. */
final class RowErasure {

    private final RowErasureRequest request;

    RowErasure(RowErasureRequest request) {
        this.request = request;
    }

    /**
     * Does it, or looks, as the request says.
     *
     * @throws io.granary.core.GranaryException (FAILED_PRECONDITION) naming the source whose files are not there, or the file
     *     that cannot be read or written; the files before it are done
     */
    RowErasureResult run() {
        List<ErasedTable> tables = new ArrayList<>();
        for (EntityTable table : EntityTable.of(request)) {
            tables.add(erase(table));
        }
        return new RowErasureResult(tables);
    }

    private ErasedTable erase(EntityTable table) {
        FileErasure erasure = new FileErasure(request, table.readings());
        long rows = 0;
        int files = 0;
        for (Path file : TableFiles.of(table.what(), table.path())) {
            long gone = erasure.takeOut(file);
            rows += gone;
            files += gone > 0 ? 1 : 0;
        }
        return new ErasedTable(table.source(), table.path().toString(), rows, files);
    }
}
