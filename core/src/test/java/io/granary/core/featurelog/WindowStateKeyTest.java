package io.granary.core.featurelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.key.EntityKey;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowStateKeyTest {

    @ParameterizedTest
    @CsvSource({"1, 0", "5, 127", "127, 128", "128, 16383", "300, 16384", "70000, 2147483647"})
    void isReadAsItWasWritten(int length, int field) {
        WindowStateKey key = new WindowStateKey(EntityKey.ofBytes(new byte[length]), field);

        assertThat(WindowStateKey.decode(key.encode())).isEqualTo(key);
    }

    @Test
    void isTheEntityKeyAfterItsLengthThenTheField() {
        byte[] key = new WindowStateKey(EntityKey.ofBytes(new byte[] {7, 8, 9}), 300).encode();

        assertThat(key).isEqualTo(HexFormat.of().parseHex("03070809ac02"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                "0000",
                "0107",
                "020700",
                "010780",
                "01078000",
                "01070000",
                "8001",
                "ffffffff0f07",
                "ffffffff7f"
            })
    void refusesOtherBytes(@Nullable String hex) {
        byte[] key = hex == null ? null : HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> WindowStateKey.decode(key))
                .isInstanceOf(GranaryException.class)
                .hasMessageContaining("(expected: an entity key and the ordinal of a field)");
    }
}
