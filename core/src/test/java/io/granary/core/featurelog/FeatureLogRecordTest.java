package io.granary.core.featurelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureLogRecordTest {

    private static final EntityKey KEY = EntityKey.ofBytes(new byte[] {1, 2});
    private static final byte[] ROW = StoredRow.encode(1, 2, 3, 4, new byte[] {5});

    @Test
    void writesTheDocumentedBytes() {
        FeatureLogRecord tombstone = new FeatureLogRecord(KEY, "é@1", 258L, null);

        assertThat(HexFormat.of().formatHex(tombstone.encodeValue()))
                .isEqualTo("01" + "01" + "0004" + "c3a94031" + "0000000000000102");
    }

    @Test
    void readsBackRowsAndTombstonesWithAndWithoutTtl() {
        readsBack(new FeatureLogRecord(KEY, "v@1", 60_000_000L, ROW));
        readsBack(new FeatureLogRecord(KEY, "v@1", null, ROW));
        readsBack(new FeatureLogRecord(KEY, "v@1", 1L, null));
        readsBack(new FeatureLogRecord(KEY, "v@1", 1L, ROW, Long.MAX_VALUE));
        readsBack(new FeatureLogRecord(KEY, "v@1", null, ROW, -1L));
        readsBack(new FeatureLogRecord(KEY, "v@1", null, null));
    }

    @Test
    void refusesEveryTruncation() {
        byte[] value = new FeatureLogRecord(KEY, "v@1", 1L, ROW).encodeValue();
        int headerEnd = value.length - 1;

        for (int length = 0; length < headerEnd; length++) {
            refuses(KEY.bytes(), Arrays.copyOf(value, length));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02" + "00" + "0001" + "61", // another format version
                "01" + "08" + "0001" + "61", // an unknown flag
                "01" + "04" + "0001" + "61" + "0000000000000001", // a tombstone that replaces
                "01" + "00" + "0000", // no field
                "01" + "00" + "0001" + "80", // a field that is not UTF-8
                "01" + "00" + "0001" + "61" + "00", // a tombstone with a tail
                "01" + "01" + "0001" + "61" + "0000000000000000", // a ttl of 0
                "01" + "02" + "0001" + "61" + "00", // a row shorter than its header
            })
    void refusesBytesThatAreNoRecord(String hex) {
        refuses(KEY.bytes(), HexFormat.of().parseHex(hex));
    }

    @Test
    void refusesMissingKeysAndValues() {
        byte[] value = new FeatureLogRecord(KEY, "v@1", null, ROW).encodeValue();

        refuses(null, value);
        refuses(new byte[0], value);
        refuses(KEY.bytes(), null);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> FeatureLogRecord.decode(KEY.bytes(), new byte[] {9}))
                .withMessage("feature log value: format version 9 (expected: a record of format version 1)");
    }

    @Test
    void namesTheTopicOfAProject() {
        assertThat(FeatureLogRecord.rowsTopic("flights")).isEqualTo("granary.flights.rows");
    }

    private static void readsBack(FeatureLogRecord record) {
        assertThat(FeatureLogRecord.decode(KEY.bytes(), record.encodeValue()))
                .isEqualTo(record)
                .hasSameHashCodeAs(record)
                .hasToString(record.toString());
    }

    private static void refuses(byte @Nullable [] key, byte @Nullable [] value) {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> FeatureLogRecord.decode(key, value))
                .returns(ErrorCode.INVALID_ARGUMENT, GranaryException::code);
    }
}
