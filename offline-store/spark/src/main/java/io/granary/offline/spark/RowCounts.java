package io.granary.offline.spark;

import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.SnapshotRead;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** What the tasks of one materialization count, by view; read by the driver. */
record RowCounts(ViewCounts read, ViewCounts written, RowsLeftOut later, FailedRows failed) {

    RowCounts(SparkSession spark, int views) {
        this(new ViewCounts(views), new ViewCounts(views), new RowsLeftOut(views), new FailedRows());
        spark.sparkContext().register(read);
        spark.sparkContext().register(written);
        spark.sparkContext().register(later);
        spark.sparkContext().register(failed);
    }

    MaterializedView of(int view, String name, @Nullable SnapshotRead snapshot) {
        return new MaterializedView(name, read.value()[view], written.value()[view], later.of(view), snapshot);
    }
}
