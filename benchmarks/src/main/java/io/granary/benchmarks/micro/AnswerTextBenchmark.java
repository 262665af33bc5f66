package io.granary.benchmarks.micro;

import io.granary.core.row.RowCells;
import io.granary.core.row.RowCodec;
import io.granary.core.row.RowProjection;
import io.granary.core.row.RowSchema;
import io.granary.core.row.StoredRow;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.online.serving.json.JsonBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a stored row to the text of an answer: one of its numbers, and a row of ten. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnswerTextBenchmark {

    private static final int COLUMNS = 10;
    private static final int NUMBERS = 1_000;
    private static final int MOST_BYTES_PER_NUMBER = 32;
    private static final long AT = 1_767_225_600_123_456L;

    private final double[] numbers =
            new SplittableRandom(7).doubles(NUMBERS, 0, 1_000).toArray();
    private final RowSchema schema = new RowSchema(IntStream.range(0, COLUMNS)
            .mapToObj(column -> new Column("column_" + column, ScalarType.FLOAT64))
            .toList());
    private final RowProjection projection = RowProjection.of(schema, schema);
    private final byte[] row = StoredRow.encode(
            AT,
            AT,
            1,
            schema.id(),
            RowCodec.of(schema)
                    .encode(IntStream.range(0, COLUMNS)
                            .mapToObj(column -> numbers[column])
                            .toArray()));

    /** A random double below 1,000, as the shortest decimal. */
    @Benchmark
    @OperationsPerInvocation(NUMBERS)
    public int writeDouble() {
        JsonBuffer json = new JsonBuffer(NUMBERS * MOST_BYTES_PER_NUMBER);
        for (double number : numbers) {
            json.float64(number);
        }
        return json.length();
    }

    /** What {@link #writeDouble} would cost by the JDK. */
    @Benchmark
    @OperationsPerInvocation(NUMBERS)
    public int writeDoubleByJdk() {
        int length = 0;
        for (double number : numbers) {
            length += Double.toString(number).length();
        }
        return length;
    }

    /** Ten doubles from bytes to bytes, as the read path does: no object for a value. */
    @Benchmark
    public int transcodeRow() {
        RowCells cells = new RowCells(row, COLUMNS);
        projection.decode(StoredRow.HEADER_LENGTH, row.length, cells, 0);
        JsonBuffer json = new JsonBuffer(COLUMNS * MOST_BYTES_PER_NUMBER);
        for (int cell = 0; cell < COLUMNS; cell++) {
            json.separate(cell);
            json.float64(Double.longBitsToDouble(cells.bits(cell)));
        }
        return json.length();
    }
}
