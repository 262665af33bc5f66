package io.granary.ingestion.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.granary.core.type.DataType;
import io.granary.protocol.feast.BoolList;
import io.granary.protocol.feast.FloatList;
import io.granary.protocol.feast.Int64List;
import io.granary.protocol.feast.Int64Set;
import io.granary.protocol.feast.Null;
import io.granary.protocol.feast.StringList;
import io.granary.protocol.feast.Value;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FeastValuesTest {

    @Test
    void readsEveryTypeThatIsHere() {
        assertThat(read(Value.newBuilder().setInt32Val(-3), "INT32")).isEqualTo(-3);
        assertThat(read(Value.newBuilder().setInt32Val(-3), "INT64")).isEqualTo(-3L);
        assertThat(read(Value.newBuilder().setInt64Val(1L << 53), "FLOAT64")).isEqualTo(0x1p53);
        assertThat(read(Value.newBuilder().setFloatVal(0.1f), "FLOAT32")).isEqualTo(0.1f);
        assertThat(read(Value.newBuilder().setDoubleVal(0.1), "FLOAT64")).isEqualTo(0.1);
        assertThat(read(Value.newBuilder().setBoolVal(false), "BOOL")).isEqualTo(false);
        assertThat(read(Value.newBuilder().setStringVal("Zoë"), "STRING")).isEqualTo("Zoë");
        assertThat(read(Value.newBuilder().setBytesVal(ByteString.copyFrom(new byte[] {0, -1})), "BYTES"))
                .isEqualTo(ByteBuffer.wrap(new byte[] {0, -1}));
        assertThat(read(Value.newBuilder().setUnixTimestampVal(60), "TIMESTAMP"))
                .isEqualTo(Instant.ofEpochSecond(60));
        assertThat(read(
                        Value.newBuilder()
                                .setStringListVal(StringList.newBuilder().addVal("a")),
                        "LIST<STRING>"))
                .isEqualTo(List.of("a"));
        assertThat(read(Value.newBuilder().setBoolListVal(BoolList.newBuilder().addVal(true)), "LIST<BOOL>"))
                .isEqualTo(List.of(true));
        assertThat(read(
                        Value.newBuilder()
                                .setUnixTimestampListVal(Int64List.newBuilder().addVal(60)),
                        "LIST<TIMESTAMP>"))
                .isEqualTo(List.of(Instant.ofEpochSecond(60)));
        assertThat(read(
                        Value.newBuilder()
                                .setFloatListVal(
                                        FloatList.newBuilder().addVal(1).addVal(2)),
                        "VECTOR<FLOAT32, 2>"))
                .isEqualTo(List.of(1f, 2f));
    }

    @Test
    void nullIsNullHoweverItIsWritten() {
        assertThat(read(Value.newBuilder(), "INT64")).isNull();
        assertThat(read(Value.newBuilder().setNullVal(Null.NULL), "INT64")).isNull();
    }

    @Test
    void refusesByNameWhatWouldNotBeTheSame() {
        assertRefused(
                Value.newBuilder().setInt64Val((1L << 53) + 1), "FLOAT64", "v:f: 9007199254740993 (expected: FLOAT64");
        assertRefused(Value.newBuilder().setInt64Val(1L << 31), "INT32", "v:f: 2147483648 (expected: INT32");
        assertRefused(Value.newBuilder().setDoubleVal(0.5), "INT64", "v:f: 0.5 (expected: INT64");
        assertRefused(Value.newBuilder().setStringVal("05"), "INT64", "v:f: text (expected: INT64)");
        assertRefused(
                Value.newBuilder().setInt64SetVal(Int64Set.newBuilder().addVal(1)),
                "LIST<INT64>",
                "v:f: INT64_SET_VAL (expected: a scalar, a list of scalars or a map of them)");
        assertThatThrownBy(() -> FeastValues.read(new byte[] {1, 2, 3}, DataType.parse("INT64"), "v:f"))
                .hasMessage("v:f: 3 bytes (expected: a value of Feast)");
        byte[] nanos = Timestamp.newBuilder().setNanos(1).build().toByteArray();
        assertThatThrownBy(() -> FeastValues.readTimestamp(nanos, "at")).hasMessageStartingWith("at: ");
    }

    private static @Nullable Object read(Value.Builder value, String type) {
        return FeastValues.read(value.build().toByteArray(), DataType.parse(type), "v:f");
    }

    private static void assertRefused(Value.Builder value, String type, String message) {
        assertThatThrownBy(() -> read(value, type)).hasMessageStartingWith(message);
    }
}
