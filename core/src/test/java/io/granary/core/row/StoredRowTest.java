package io.granary.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.Property;
import io.granary.core.RandomValues;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredRowTest {

    @Test
    void writesTheDocumentedHeader() {
        byte[] row = StoredRow.encode(1, -1, 258, 0x0102030405060708L, new byte[] {42});

        assertThat(HexFormat.of().formatHex(row))
                .isEqualTo("8000000000000001" + "7fffffffffffffff" + "00000102" + "01" + "0102030405060708" + "2a");
    }

    @Test
    void readsBackTheHeader() {
        byte[] row = StoredRow.encode(Long.MIN_VALUE, Long.MAX_VALUE, 7, -9, new byte[0]);

        assertThat(StoredRow.eventMicros(row)).isEqualTo(Long.MIN_VALUE);
        assertThat(StoredRow.createdMicros(row)).isEqualTo(Long.MAX_VALUE);
        assertThat(StoredRow.schemaRevision(row)).isEqualTo(7);
        assertThat(StoredRow.schemaId(row)).isEqualTo(-9);
        assertThat(row).hasSize(StoredRow.HEADER_LENGTH);
    }

    @Test
    void comparesAsTheWriteRuleSays() {
        Property.check(20_000, random -> {
            Row left = Row.next(random);
            Row right = Row.next(random);

            assertThat(Integer.signum(StoredRow.compare(left.encode(), right.encode())))
                    .isEqualTo(Integer.signum(Row.WRITE_RULE.compare(left, right)));
        });
    }

    @Test
    void refusesANegativeSchemaRevision() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> StoredRow.encode(0, 0, -1, 0, new byte[0]))
                .withMessage("schema revision: -1 (expected: >= 0)");
    }

    @Test
    void refusesToReadLessThanAHeader() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> StoredRow.eventMicros(new byte[28]))
                .withMessage("Cannot read stored row: 28 bytes, expected a header of 29")
                .returns(ErrorCode.INTERNAL, GranaryException::code);
    }

    @Test
    void refusesAnotherFormatVersion() {
        byte[] row = StoredRow.encode(0, 0, 0, 0, new byte[0]);
        row[20] = 2;

        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> StoredRow.requireReadable(row))
                .withMessage("Cannot read stored row: format version 2, expected 1");
    }

    private record Row(long event, long created, int revision, byte[] body) {

        static final Comparator<Row> WRITE_RULE = Comparator.comparingLong(Row::event)
                .thenComparingLong(Row::created)
                .thenComparingInt(Row::revision)
                .thenComparing(Row::body, Arrays::compareUnsigned);

        static Row next(Random random) {
            RandomValues values = new RandomValues(random);
            byte[] body = new byte[random.nextInt(3)];
            random.nextBytes(body);
            return new Row(
                    random.nextBoolean() ? 0 : values.nextLong(),
                    random.nextBoolean() ? -1 : values.nextLong(),
                    random.nextBoolean() ? 300 : random.nextInt(Integer.MAX_VALUE),
                    body);
        }

        byte[] encode() {
            return StoredRow.encode(event, created, revision, 1, body);
        }
    }
}
