package io.granary.benchmarks.micro;

import io.granary.core.row.RowCells;
import io.granary.core.row.RowCodec;
import io.granary.core.row.RowProjection;
import io.granary.core.row.RowSchema;
import io.granary.core.row.StoredRow;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writing and reading one stored row of ten columns of one type. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StoredRowBenchmark {

    private static final int COLUMNS = 10;
    private static final long AT = 1_767_225_600_123_456L;

    @Param({"FLOAT64", "INT64", "STRING"})
    public ScalarType type = ScalarType.FLOAT64;

    private RowCodec codec = RowCodec.of(new RowSchema(List.of()));
    private RowProjection half = RowProjection.of(codec.schema(), codec.schema());
    private @Nullable Object[] values = {};
    private byte[] row = {};

    @Setup
    public void writeRow() {
        codec = RowCodec.of(schema(COLUMNS));
        half = RowProjection.of(schema(COLUMNS), schema(COLUMNS / 2));
        values = IntStream.range(0, COLUMNS).mapToObj(this::value).toArray();
        row = encode();
    }

    @Benchmark
    public byte[] encode() {
        return StoredRow.encode(AT, AT, 1, codec.schema().id(), codec.encode(values));
    }

    @Benchmark
    public @Nullable Object[] decode() {
        return codec.decode(row, StoredRow.HEADER_LENGTH);
    }

    /** Half of the columns, as the read path does: no object for a value. */
    @Benchmark
    public RowCells decodeHalfIntoCells() {
        RowCells cells = new RowCells(row, COLUMNS / 2);
        half.decode(StoredRow.HEADER_LENGTH, row.length, cells, 0);
        return cells;
    }

    private RowSchema schema(int columns) {
        return new RowSchema(IntStream.range(0, columns)
                .mapToObj(column -> new Column("column_" + column, type))
                .toList());
    }

    private Object value(int column) {
        return switch (type) {
            case FLOAT64 -> 1_000 * Math.sqrt(column + 2);
            case INT64 -> 1_000_000_007L * (column + 1);
            default -> "value of column " + column;
        };
    }
}
