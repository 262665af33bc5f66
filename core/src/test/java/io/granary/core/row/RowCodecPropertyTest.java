package io.granary.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.GranaryException;
import io.granary.core.Property;
import io.granary.core.RandomValues;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RowCodecPropertyTest {

    @Test
    void randomRowsAreReadBack() {
        Property.check(3_000, random -> {
            RowCodec codec = RowCodec.of(nextSchema(random));
            Object[] values = nextValues(codec.schema(), random);

            assertThat(codec.decode(codec.encode(values), 0)).containsExactly(values);
        });
    }

    @Test
    void avroReadsTheSameRowsAndWritesTheSameBytes() {
        Property.check(1_000, random -> {
            RowCodec codec = RowCodec.of(nextSchema(random));
            byte[] body = codec.encode(nextValues(codec.schema(), random));
            GenericRecord record = readByAvro(codec, body);

            assertThat(coerced(record, codec.schema())).containsExactly(codec.decode(body, 0));
            assertThat(writtenByAvro(record)).hasSameSizeAs(body);
        });
    }

    @Test
    void damagedRowsAreRefusedOrAreOtherRows() {
        Property.check(5_000, random -> {
            RowCodec codec = RowCodec.of(nextSchema(random));
            byte[] body = codec.encode(nextValues(codec.schema(), random));
            byte[] damaged = Arrays.copyOf(body, body.length + random.nextInt(2));
            damaged[random.nextInt(damaged.length)] ^= (byte) random.nextInt(256);

            assertThat(isRefusedOrReadExactly(codec, damaged)).isTrue();
        });
    }

    @Test
    void aProjectionReadsWhatTheCodecReads() {
        Property.check(3_000, random -> {
            RowSchema written = nextSchema(random);
            Object[] values = nextValues(written, random);
            int[] wanted =
                    random.ints(random.nextInt(5), 0, values.length).distinct().toArray();
            RowSchema wantedSchema = new RowSchema(
                    Arrays.stream(wanted).mapToObj(written.columns()::get).toList());

            assertThat(RowProjection.of(written, wantedSchema)
                            .decode(RowCodec.of(written).encode(values), 0))
                    .containsExactly(
                            Arrays.stream(wanted).mapToObj(i -> values[i]).toArray());
        });
    }

    @Test
    void cellsHaveTheValuesThatAProjectionReads() {
        Property.check(3_000, random -> {
            RowSchema written = nextSchema(random);
            byte[] body = RowCodec.of(written).encode(nextValues(written, random));
            RowSchema wanted = nextProjection(written, random);
            RowProjection projection = RowProjection.of(written, wanted);

            assertThat(readCells(projection, wanted, body, random)).containsExactly(projection.decode(body, 0));
        });
    }

    @Test
    void cellsOfDamagedRowsAreRefusedOrAreOtherRows() {
        Property.check(5_000, random -> {
            RowSchema schema = nextSchema(random);
            RowProjection projection = RowProjection.of(schema, schema);
            byte[] body = RowCodec.of(schema).encode(nextValues(schema, random));
            byte[] damaged = Arrays.copyOf(body, body.length + random.nextInt(2));
            damaged[random.nextInt(damaged.length)] ^= (byte) random.nextInt(256);

            assertThat(refusalOf(() -> readCells(projection, schema, damaged, random)))
                    .isEqualTo(refusalOf(() -> projection.decode(damaged, 0)));
        });
    }

    /** Wanted columns in any order, some of which the rows do not have. */
    private static RowSchema nextProjection(RowSchema written, Random random) {
        List<Column> wanted = new ArrayList<>(written.columns());
        wanted.add(new Column("absent", ScalarType.STRING));
        Collections.shuffle(wanted, random);
        return new RowSchema(wanted.subList(0, random.nextInt(wanted.size()) + 1));
    }

    /** The row lies anywhere in the bytes, its cells anywhere among the cells. */
    private static Object[] readCells(RowProjection projection, RowSchema wanted, byte[] body, Random random) {
        int offset = random.nextInt(4);
        byte[] bytes = new byte[offset + body.length + random.nextInt(4)];
        System.arraycopy(body, 0, bytes, offset, body.length);
        int first = random.nextInt(3);
        RowCells cells = new RowCells(bytes, first + wanted.columns().size() + random.nextInt(3));
        projection.decode(offset, offset + body.length, cells, first);
        return IntStream.range(0, wanted.columns().size())
                .mapToObj(i -> cells.value(first + i, wanted.columns().get(i).type()))
                .toArray();
    }

    /** What a refusal says, but for the place, which counts from the start of the bytes; or nothing. */
    private static String refusalOf(ThrowingCallable read) {
        Throwable refusal = Assertions.catchThrowable(read);
        return refusal == null ? "" : String.valueOf(refusal.getMessage()).replaceAll(" \\(at byte \\d+\\)", "");
    }

    /** Floating-point bits may be read as another NaN or -0.0, which are written back in their one form. */
    private static boolean isRefusedOrReadExactly(RowCodec codec, byte[] bytes) {
        try {
            byte[] again = codec.encode(codec.decode(bytes, 0));
            return again.length == bytes.length;
        } catch (GranaryException refused) {
            return true;
        }
    }

    private static GenericRecord readByAvro(RowCodec codec, byte[] body) {
        try {
            return new GenericDatumReader<GenericRecord>(codec.avroSchema())
                    .read(null, DecoderFactory.get().binaryDecoder(body, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Maps may come in another order. */
    private static byte[] writtenByAvro(GenericRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Object[] coerced(GenericRecord record, RowSchema schema) {
        return schema.columns().stream()
                .map(column -> Coercion.coerce(record.get(column.name()), column.type(), column.name()))
                .toArray();
    }

    private static RowSchema nextSchema(Random random) {
        RandomValues values = new RandomValues(random);
        return new RowSchema(IntStream.rangeClosed(0, random.nextInt(6))
                .mapToObj(i -> new Column("c" + i, values.nextType()))
                .toList());
    }

    private static Object[] nextValues(RowSchema schema, Random random) {
        RandomValues values = new RandomValues(random);
        return schema.columns().stream()
                .map(column -> random.nextInt(5) == 0 ? null : values.next(column.type()))
                .toArray();
    }
}
