package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Makes rows of an archived record, on an executor; each task has one of its own. */
@FunctionalInterface
interface RecordFunction extends Serializable {

    Iterator<Row> call(ArchivedRecord archived);
}
