package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.RepositoryPath;
import io.granary.offline.engine.plan.SourceAtRest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Opens Parquet and CSV files. CSV has a header, RFC 4180 quoting, and is refused where it is malformed. */
final class TableReader {

    private final SparkSession spark;
    private final Path repository;
    private final Map<String, ListedTable> snapshots;
    private final Map<String, List<Path>> pinned;

    /** @param snapshots by the name of a source that keeps versions, or is in an object store, what is read of it */
    TableReader(SparkSession spark, Path repository, Map<String, ListedTable> snapshots) {
        this(spark, repository, snapshots, Map.of());
    }

    /** @param pinned by the name of a source, the files that are read of it; of others, all there are */
    TableReader(
            SparkSession spark, Path repository, Map<String, ListedTable> snapshots, Map<String, List<Path>> pinned) {
        this.spark = spark;
        this.repository = repository;
        this.snapshots = snapshots;
        this.pinned = pinned;
    }

    /** The version of a source that is read; null when it keeps none. */
    @Nullable
    TableSnapshot snapshot(BatchSource source) {
        return SourceAtRest.snapshot(source, snapshots);
    }

    /** The rows of a source; of CSV every column is text, as the declared types say how to read it. */
    Dataset<Row> readSource(BatchSource source) {
        TableSnapshot snapshot = snapshot(source);
        if (snapshot != null) {
            return SnapshotRows.read(spark, snapshot);
        }
        ObjectTable objects = objects(source);
        return objects == null ? readFiles(source) : read(source, inFolder(objects), addresses(objects));
    }

    /** The objects of a source that are read; null when it is not in an object store. */
    @Nullable
    ObjectTable objects(BatchSource source) {
        return SourceAtRest.objects(source, snapshots);
    }

    private Dataset<Row> readFiles(BatchSource source) {
        Path path = existing("source '" + source.name() + "'", RepositoryPath.resolve(repository, source.path()));
        return read(source, partitioned(path), files(source, path));
    }

    private Dataset<Row> read(BatchSource source, DataFrameReader reader, String... files) {
        if (source.format() == BatchSource.Format.PARQUET) {
            return reader.parquet(files);
        }
        return source.schema() == null ? inferred(files) : csv().csv(files);
    }

    private String[] files(BatchSource source, Path path) {
        return pinned.getOrDefault(source.name(), List.of(path)).stream()
                .map(Path::toString)
                .toArray(String[]::new);
    }

    /** The names of folders below the path are columns, also when only some files are read. */
    private DataFrameReader partitioned(Path path) {
        return Files.isDirectory(path) ? spark.read().option("basePath", path.toString()) : spark.read();
    }

    private DataFrameReader inFolder(ObjectTable objects) {
        return objects.isFolder()
                ? spark.read().option("basePath", objects.address().connector())
                : spark.read();
    }

    private static String[] addresses(ObjectTable objects) {
        return objects.files().stream()
                .map(file -> new ObjectAddress(file.path()).connector())
                .toArray(String[]::new);
    }

    /** The columns of a table as its file has them; those of other types cannot be used in a view. */
    static List<Column> fileColumns(Dataset<Row> table) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : table.schema().fields()) {
            DataType type = SparkTypes.fromSpark(field.dataType());
            if (type != null) {
                columns.add(new Column(field.name(), type));
            }
        }
        return columns;
    }

    /**
     * The rows of an entity frame as they are; of CSV, the typed columns are read as their types, the rest inferred, but
     * numbers that start with a zero stay text: they are codes, and would come out as other ones.
     */
    Dataset<Row> readFrame(TrainingSetRequest request, List<Column> typed) {
        if (request.frame() instanceof TableSnapshot frame) {
            return SnapshotRows.read(spark, frame);
        }
        String[] files = request.frame() instanceof ObjectTable objects
                ? addresses(objects)
                : new String[] {
                    existing("entity frame", Path.of(request.entities())).toString()
                };
        if (!request.entities().endsWith(".csv")) {
            return request.frame() instanceof ObjectTable objects
                    ? inFolder(objects).parquet(files)
                    : spark.read().parquet(files);
        }
        Set<String> texts = codes(files);
        typed.forEach(column -> texts.add(column.name()));
        StructType schema = new StructType();
        for (StructField field : inferred(files).schema().fields()) {
            schema = schema.add(
                    field.name(), texts.contains(field.name()) ? DataTypes.StringType : field.dataType(), true);
        }
        return TypedText.apply(csv().schema(schema).csv(files), typed);
    }

    /** The columns of a CSV file in which some value starts with a zero and another digit. */
    private Set<String> codes(String... files) {
        Dataset<Row> text = csv().csv(files);
        String[] names = text.columns();
        Row found = text.selectExpr(
                        Arrays.stream(names).map(TableReader::isCode).toArray(String[]::new))
                .head();
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < names.length; i++) {
            if (Boolean.TRUE.equals(found.get(i))) {
                codes.add(names[i]);
            }
        }
        return codes;
    }

    private static String isCode(String column) {
        return "max(`" + column.replace("`", "``") + "` rlike '^[+-]?0[0-9]')";
    }

    /** The local files behind a table, in the order of paths. */
    static List<Path> files(Dataset<Row> table) {
        return Arrays.stream(table.inputFiles())
                .map(file -> Path.of(URI.create(file)))
                .sorted(Comparator.comparing(Path::toString))
                .toList();
    }

    private Dataset<Row> inferred(String... files) {
        return csv().option("inferSchema", true).csv(files);
    }

    private DataFrameReader csv() {
        return spark.read()
                .option("header", true)
                .option("multiLine", true)
                .option("quote", "\"")
                .option("escape", "\"")
                // Else the files of a folder are read by position, whatever their headers say.
                .option("enforceSchema", false)
                .option("mode", "FAILFAST");
    }

    private static Path existing(String what, Path path) {
        if (!Files.exists(path)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot read " + what + ": " + path + " does not exist");
        }
        return path;
    }
}
