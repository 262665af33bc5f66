package io.granary.offline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchivePart.Format;
import io.granary.archive.ArchivedHeader;
import io.granary.archive.ArchivedRecord;
import io.granary.archive.ArrivalRange;
import io.granary.archive.OffsetRange;
import io.granary.archive.TimestampType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The records of some parts of an archive, which executors read, file by file. Spark splits Parquet files itself; Avro
 * files are packed into as many tasks as their bytes are worth.
 *
 * @param arrivals of those that are wanted
 */
record ArchivedRecords(SparkSession spark, List<ArchivePart> parts, ArrivalRange arrivals) {

    private static final String ARRIVAL = "arrival";
    private static final String VALUE = "value";

    /** Of a record in Parquet everything but its key. */
    private static final StructType COLUMNS = new StructType()
            .add("partition", DataTypes.IntegerType)
            .add("offset", DataTypes.LongType)
            .add(ARRIVAL, DataTypes.TimestampType)
            .add("timestamp_type", DataTypes.StringType)
            .add(VALUE, DataTypes.BinaryType)
            .add(
                    "headers",
                    DataTypes.createArrayType(
                            new StructType().add("name", DataTypes.StringType).add("value", DataTypes.BinaryType)));

    private static final long SLICE_BYTES = 32L << 20;

    /** What a function makes of each record, once. */
    Dataset<Row> flatMap(RecordFunction function, StructType schema) {
        return flatMap(function, schema, columns -> columns);
    }

    /** What a function makes of each record, of whose value it may see nothing. */
    Dataset<Row> flatMapHeaders(RecordFunction function, StructType schema) {
        return flatMap(
                function, schema, records -> records.withColumn(VALUE, lit(null).cast(DataTypes.BinaryType)));
    }

    private Dataset<Row> flatMap(RecordFunction function, StructType schema, UnaryOperator<Dataset<Row>> columns) {
        Dataset<Row> rows = spark.emptyDataset(Encoders.row(schema));
        List<String> whole = new ArrayList<>();
        for (ArchivePart part : of(Format.PARQUET)) {
            if (part.isTrimmed()) {
                rows = rows.union(parquet(paths(part), function, schema, columns, part.offsets()));
            } else {
                whole.addAll(paths(part));
            }
        }
        if (!whole.isEmpty()) {
            rows = rows.union(parquet(whole, function, schema, columns, null));
        }
        return of(Format.AVRO).isEmpty() ? rows : rows.union(avro(function, schema));
    }

    private Dataset<Row> avro(RecordFunction function, StructType schema) {
        List<List<ArchivedFile>> slices = slices();
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(slices, slices.size())
                        .flatMap(new AvroFileRows(RecordsWithin.of(arrivals, function))),
                schema);
    }

    private List<List<ArchivedFile>> slices() {
        List<ArchivePart> avro = of(Format.AVRO);
        long bytes = avro.stream().mapToLong(ArchivePart::bytes).sum();
        long each = Math.min(SLICE_BYTES, bytes / spark.sparkContext().defaultParallelism() + 1);
        List<List<ArchivedFile>> slices = new ArrayList<>();
        long filled = each;
        for (ArchivePart part : avro) {
            if (filled >= each) {
                slices.add(new ArrayList<>());
                filled = 0;
            }
            slices.get(slices.size() - 1).add(ArchivedFile.of(part));
            filled += part.bytes();
        }
        return slices;
    }

    private Dataset<Row> parquet(
            List<String> files,
            RecordFunction function,
            StructType schema,
            UnaryOperator<Dataset<Row>> columns,
            @Nullable OffsetRange only) {
        Dataset<Row> all = columns.apply(spark.read().schema(COLUMNS).parquet(files.toArray(String[]::new)));
        Dataset<Row> records = MomentFilter.apply(all, ARRIVAL, arrivals.firstMicros(), arrivals.lastMicros());
        if (only != null) {
            records = records.where(col("offset").between(only.first(), only.last()));
        }
        return records.flatMap((FlatMapFunction<Row, Row>) row -> function.call(archived(row)), Encoders.row(schema));
    }

    private static ArchivedRecord archived(Row row) {
        List<ArchivedHeader> headers = new ArrayList<>();
        for (Row header : row.<Row>getList(5)) {
            headers.add(new ArchivedHeader(header.getString(0), header.<byte[]>getAs(1)));
        }
        return new ArchivedRecord(
                row.getInt(0),
                row.getLong(1),
                row.<Instant>getAs(2).toEpochMilli(),
                TimestampType.valueOf(row.getString(3)),
                null,
                row.<byte[]>getAs(4),
                headers);
    }

    private List<ArchivePart> of(Format format) {
        return parts.stream().filter(part -> part.format() == format).toList();
    }

    private static List<String> paths(ArchivePart part) {
        return part.files().stream().map(Path::toString).toList();
    }
}
