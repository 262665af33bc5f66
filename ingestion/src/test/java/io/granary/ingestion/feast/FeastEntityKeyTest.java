package io.granary.ingestion.feast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published keys and field names of Feast. */
final class FeastEntityKeyTest {

    private static final String DRIVER =
            "0100000002000000090000006472697665725f69640400000008000000e90300000000000064656d6f";

    @Test
    void readsFeastsKeys() {
        assertThat(parse(DRIVER)).isEqualTo(new FeastEntityKey(Map.of("driver_id", 1001L), "demo"));
        assertThat(parse("0100000002000000090000006472697665725f69640300000004000000e903000064656d6f"))
                .isEqualTo(new FeastEntityKey(Map.of("driver_id", 1001), "demo"));
        assertThat(parse("02000000020000000b000000637573746f6d65725f696402000000090000006472697665725f6964"
                        + "0200000001000000350400000008000000e90300000000000064656d6f"))
                .isEqualTo(new FeastEntityKey(Map.of("customer_id", "5", "driver_id", 1001L), "demo"));
        assertThat(parse("0100000002000000040000006369747902000000040000005a6fc3ab64656d6f"))
                .isEqualTo(new FeastEntityKey(Map.of("city", "Zoë"), "demo"));
    }

    @Test
    void readsBytesAndMomentsToo() {
        assertThat(parse("0100000002000000010000006101000000" + "0200000000ff" + "70"))
                .isEqualTo(new FeastEntityKey(Map.of("a", ByteBuffer.wrap(new byte[] {0, -1})), "p"));
        assertThat(parse("0100000002000000010000006108000000" + "08000000fbffffffffffffff" + "70"))
                .isEqualTo(new FeastEntityKey(Map.of("a", Instant.ofEpochSecond(-5)), "p"));
    }

    @ParameterizedTest
    @CsvSource({"conv_rate, 6160e3da", "acc_rate, fa5e58ad", "avg_daily_trips, 18a5e5a3"})
    void namesFieldsAsFeastDoes(String feature, String field) {
        assertThat(HexFormat.of().formatHex(Murmur3.field("driver_hourly_stats:" + feature)))
                .isEqualTo(field);
    }

    /** By the reference implementation. */
    @ParameterizedTest
    @CsvSource({"'', 0", "a, 3c2569b2", "ab, 9bbfd75f", "abc, b3dd93fa", "abcd, 43ed676a"})
    void hashesEveryLengthOfTail(String text, String hash) {
        assertThat(Integer.toHexString(Murmur3.hash(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000",
                "0000000064656d6f",
                "757365723a313233",
                "0100000002000000090000006472697665725f69640400000008000000e903000000000000",
                "0100000002000000090000006472697665725f69640700000008000000e90300000000000064656d6f",
                "0100000002000000090000006472697665725f69640400000004000000e903000064656d6f",
                "01000000020000000900008064"
            })
    void knowsWhatIsNoKey(String hex) {
        assertThat(parse(hex)).isNull();
    }

    @Test
    void cutAndRandomKeysAreNoTrouble() {
        byte[] key = HexFormat.of().parseHex(DRIVER);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = key.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            FeastEntityKey parsed = FeastEntityKey.parse(Arrays.copyOf(broken, random.nextInt(broken.length)));
            assertThat(parsed == null || !parsed.joinKeys().isEmpty()).isTrue();
        }
    }

    private static @Nullable FeastEntityKey parse(String hex) {
        return FeastEntityKey.parse(HexFormat.of().parseHex(hex));
    }
}
