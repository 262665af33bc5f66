package io.granary.offline.spark.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.granary.core.definition.JoinKey;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Join keys by the types of their columns. */
final class EntityRowsTest {

    private static final Instant MOMENT = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    private Path folder;

    static List<Arguments> columns() {
        return List.of(
                of(
                        ScalarType.BOOL,
                        true,
                        "boolean key",
                        row -> row.append("key", true),
                        row -> row.append("key", false)),
                of(ScalarType.INT32, 5, "int32 key", row -> row.append("key", 5), row -> row.append("key", 6)),
                of(ScalarType.INT32, 5, "int64 key", row -> row.append("key", 5L), row -> row.append("key", 1L << 40)),
                of(ScalarType.INT64, 5L, "int32 key", row -> row.append("key", 5), row -> row.append("key", -5)),
                of(
                        ScalarType.INT64,
                        4_294_967_295L,
                        "int32 key (INTEGER(32, false))",
                        row -> row.append("key", -1),
                        row -> row.append("key", 1)),
                of(
                        ScalarType.INT64,
                        5L,
                        "int64 key (DECIMAL(10, 1))",
                        row -> row.append("key", 50L),
                        row -> row.append("key", 55L)),
                of(ScalarType.INT64, 5L, "double key", row -> row.append("key", 5.0), row -> row.append("key", 5.5)),
                of(ScalarType.INT64, 5L, "binary key (STRING)", text("5"), text("five")),
                of(ScalarType.STRING, "ann", "binary key (STRING)", text("ann"), text("Ann")),
                of(ScalarType.STRING, "ann", "binary key (ENUM)", text("ann"), text("ann ")),
                of(ScalarType.STRING, "5", "int64 key", row -> row.append("key", 5L), row -> row.append("key", 50L)),
                of(ScalarType.STRING, "5", "binary key (STRING)", text("5"), text("05")),
                of(ScalarType.BYTES, bytes("ann"), "binary key", text("ann"), text("an")),
                of(ScalarType.BYTES, bytes("ann"), "fixed_len_byte_array(3) key", text("ann"), text("bob")),
                of(
                        ScalarType.TIMESTAMP,
                        MOMENT,
                        "int64 key (TIMESTAMP(MILLIS, true))",
                        row -> row.append("key", MOMENT.toEpochMilli()),
                        row -> row.append("key", MOMENT.toEpochMilli() + 1)),
                of(
                        ScalarType.TIMESTAMP,
                        MOMENT,
                        "int64 key (TIMESTAMP(MICROS, false))",
                        row -> row.append("key", EpochMicros.of(MOMENT)),
                        row -> row.append("key", EpochMicros.of(MOMENT) + 1)),
                of(
                        ScalarType.TIMESTAMP,
                        MOMENT,
                        "int96 key",
                        row -> row.append("key", julian(MOMENT)),
                        row -> row.append("key", julian(MOMENT.plusMillis(1)))));
    }

    private static Arguments of(
            ScalarType type, Object value, String column, Consumer<Group> entity, Consumer<Group> other) {
        return arguments(type, value, column, entity, other);
    }

    private static Consumer<Group> text(String text) {
        return row -> row.append("key", Binary.fromString(text));
    }

    private static ByteBuffer bytes(String text) {
        return Binary.fromString(text).toByteBuffer();
    }

    private static NanoTime julian(Instant moment) {
        long days = Math.floorDiv(moment.getEpochSecond(), 86_400);
        long nanos = Math.floorMod(moment.getEpochSecond(), 86_400) * 1_000_000_000L + moment.getNano();
        return new NanoTime((int) days + 2_440_588, nanos);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void aKeyIsItsValueWhateverTypeTheColumnHas(
            ScalarType type, Object value, String column, Consumer<Group> entity, Consumer<Group> other) {
        MessageType schema = Tables.schema("optional " + column + "; required int32 number;");
        Group own = new SimpleGroup(schema);
        entity.accept(own);
        Group others = new SimpleGroup(schema);
        other.accept(others);
        Group nobody = new SimpleGroup(schema).append("number", 3);
        Profiles profiles =
                Profiles.of(folder, null, null, List.of(new JoinKey("driver", type)), Map.of("driver", "key"));
        Tables.write(profiles.table(), List.of(own.append("number", 1), others.append("number", 2), nobody));

        assertThat(profiles.erase(value)).isEqualTo(1);
        assertThat(Tables.rows(profiles.table())).isEqualTo(Tables.texts(List.of(others, nobody)));
    }
}
