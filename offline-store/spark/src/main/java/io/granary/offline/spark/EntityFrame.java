package io.granary.offline.spark;

import static org.apache.spark.sql.functions.monotonically_increasing_id;

import io.granary.core.GranaryException;
import io.granary.core.type.Coercion;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.ReadFiles;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.FrameColumns;
import io.granary.offline.engine.plan.FrameParts;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The rows that ask for features. Each has a {@link RowNumber} that is the same however often the frame is read.
 */
final class EntityFrame {

    /** The column that holds a row's number; not a name that a frame has. */
    static final String ROW = "granary row number";

    private final Dataset<Row> rows;
    private final FrameParts parts;
    private final ReadFiles files;
    private final TrainingSetRequest request;
    private final TrainingSetPlan plan;

    private EntityFrame(
            Dataset<Row> rows, FrameParts parts, ReadFiles files, TrainingSetRequest request, TrainingSetPlan plan) {
        this.rows = rows;
        this.parts = parts;
        this.files = files;
        this.request = request;
        this.plan = plan;
    }

    /** @throws GranaryException naming a column that is missing or has the name of a feature */
    static EntityFrame open(TableReader reader, TrainingSetRequest request, TrainingSetPlan plan) {
        Dataset<Row> rows = reader.readFrame(request, FrameColumns.typed(request, plan));
        ReadFiles files =
                request.frame() instanceof ObjectTable ? ReadFiles.NONE : ReadFiles.of(TableReader.files(rows));
        FrameColumns.require(Arrays.asList(rows.columns()), request, plan);
        FrameShape shape = new FrameShape(request, plan);
        Dataset<Row> numbered = shape.sample(rows).withColumn(ROW, monotonically_increasing_id());
        FrameParts parts = shape.parts(numbered);
        return new EntityFrame(shape.split(numbered, parts), parts, files, request, plan);
    }

    /** Epoch microseconds of an event timestamp. */
    static long micros(@Nullable Object value, String column) {
        Object moment = Coercion.coerce(SparkValues.fromSpark(value), ScalarType.TIMESTAMP, column);
        if (moment instanceof Instant instant) {
            return SparkValues.micros(instant);
        }
        throw GranaryException.invalid(column, null, "a moment in every row of the entity frame");
    }

    /** How the rows go to the parts of the set. */
    FrameParts parts() {
        return parts;
    }

    /** The schema of the rows as they came. */
    StructType schema() {
        return rows.drop(ROW).schema();
    }

    /** The columns of the frame that the plan needs besides the event timestamp. */
    List<String> neededColumns() {
        return plan.frameColumns().keySet().stream().sorted().toList();
    }

    /** Row number and event timestamp. */
    Dataset<Row> moments() {
        return rows.selectExpr(quoted(List.of(ROW, request.eventTimestamp())));
    }

    /** What {@link EntityProbes} reads. */
    Dataset<Row> probes() {
        List<String> columns = new ArrayList<>(List.of(ROW, request.eventTimestamp()));
        columns.addAll(neededColumns());
        return rows.selectExpr(quoted(columns));
    }

    /** Every row with its number. */
    Dataset<Row> rows() {
        return rows;
    }

    /** The files behind the frame; of objects, none. */
    List<Path> files() {
        return files.versions().stream().map(file -> Path.of(file.path())).toList();
    }

    /** @throws GranaryException (FAILED_PRECONDITION) naming a file that changed since the frame was opened; of objects, none */
    void requireUnchanged() {
        files.requireUnchanged();
    }

    /** Column names as Spark's expressions write them. */
    static String[] quoted(Collection<String> names) {
        return names.stream().map(name -> "`" + name.replace("`", "``") + "`").toArray(String[]::new);
    }
}
