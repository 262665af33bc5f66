package io.granary.online.serving.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.ScalarType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads by Arrow's own reader what is written here. */
final class ArrowStreamTest {

    @Test
    void writesEachScalar() throws IOException {
        assertThat(read(ScalarType.BOOL, true, null, false)).hasToString("[true, null, false]");
        assertThat(read(ScalarType.INT32, 1, Integer.MIN_VALUE, null)).containsExactly(1, Integer.MIN_VALUE, null);
        assertThat(read(ScalarType.INT64, null, Long.MAX_VALUE)).containsExactly(null, Long.MAX_VALUE);
        assertThat(read(ScalarType.FLOAT32, 0.1f)).containsExactly(0.1f);
        assertThat(read(ScalarType.FLOAT64, Double.NEGATIVE_INFINITY)).containsExactly(Double.NEGATIVE_INFINITY);
        assertThat(read(ScalarType.STRING, "", "Zoë", null)).hasToString("[, Zoë, null]");
        assertThat(read(ScalarType.TIMESTAMP, Instant.parse("1969-12-31T23:59:59.5Z")))
                .containsExactly(-500_000L);
        assertThat((byte[]) read(ScalarType.BYTES, ByteBuffer.wrap(new byte[] {0, -1}))
                        .get(0))
                .containsExactly(0, -1);
    }

    @Test
    void writesListsVectorsAndMaps() throws IOException {
        assertThat(read(new ListType(ScalarType.STRING), List.of("a", "b"), null, List.of()))
                .hasToString("[[\"a\",\"b\"], null, []]");
        assertThat(read(DataType.parse("VECTOR<FLOAT32, 2>"), List.of(1f, 2f), null, List.of(3f, 4f)))
                .hasToString("[[1.0,2.0], null, [3.0,4.0]]");
        assertThat(read(DataType.parse("MAP<STRING, INT64>"), Map.of("a", 1L), null, Map.of()))
                .hasToString("[[{\"key\":\"a\",\"value\":1}], null, []]");
    }

    @ParameterizedTest
    @EnumSource(ScalarType.class)
    void writesColumnsOfNullsOnly(ScalarType type) throws IOException {
        assertThat(read(type, new Object[9])).hasSize(9).containsOnlyNulls();
        assertThat(read(new ListType(type), new Object[9])).hasSize(9).containsOnlyNulls();
    }

    private static List<@Nullable Object> read(DataType type, @Nullable Object... values) throws IOException {
        ArrowColumn column = new ArrowColumn("column", type, Arrays.asList(values));
        byte[] stream = ArrowStream.write(List.of(column), values.length, Map.of());
        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(new ByteArrayInputStream(stream), allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            FieldVector vector = reader.getVectorSchemaRoot().getVector("column");
            List<@Nullable Object> read = new ArrayList<>();
            for (int row = 0; row < vector.getValueCount(); row++) {
                read.add(vector.getObject(row));
            }
            return read;
        }
    }
}
