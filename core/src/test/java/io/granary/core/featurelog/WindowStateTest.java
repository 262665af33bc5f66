package io.granary.core.featurelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.key.EntityKey;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class WindowStateTest {

    private static final EntityKey KEY = EntityKey.ofBytes(new byte[] {1});

    @Test
    void isGuardedByEpochAndOffsetBeforeThePage() {
        WindowState state = WindowState.of(KEY, "v@1/5m/3", 258, 3, new byte[] {9}, null);

        assertThat(state.stored())
                .startsWith(HexFormat.of().parseHex("0000000000000102" + "0000000000000003" + "09"))
                .hasSize(WindowState.HEADER_LENGTH + 1 + WindowState.CHECKSUM_LENGTH);
        assertThat(WindowState.page(state.stored())).containsExactly(9);
        assertThat(WindowState.epoch(state.stored())).isEqualTo(258);
        assertThat(state)
                .isEqualTo(WindowState.of(KEY, "v@1/5m/3", 258, 3, new byte[] {9}, null))
                .isNotEqualTo(WindowState.of(KEY, "v@1/5m/3", 258, 4, new byte[] {9}, null));
    }

    @Test
    void everyFlippedBitAndEveryMissingByteIsNoticed() {
        byte[] stored = WindowState.of(KEY, "v@1/5m/3", 258, 3, new byte[] {9, 8, 7}, null)
                .stored();

        assertThat(WindowState.pageLength(stored, 0, stored.length)).isEqualTo(3);
        for (int bit = 0; bit < stored.length * Byte.SIZE; bit++) {
            byte[] damaged = stored.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(WindowState.pageLength(damaged, 0, damaged.length)).isNegative();
        }
        for (int length = 0; length < stored.length; length++) {
            assertThat(WindowState.pageLength(stored, 0, length)).isNegative();
        }
    }

    @Test
    void nameOfABackfillsTopicIsOneThatKafkaTakes() {
        assertThat(WindowState.backfillTopic("shop", "delays@0123456789ab", 7))
                .isEqualTo("granary.shop.backfill.delays.0123456789ab.7");
    }

    @Test
    void refusesTheFieldOfARow() {
        assertThatThrownBy(() -> WindowState.of(KEY, "v@1", 1, 1, new byte[0], null))
                .hasMessage("field: v@1 (expected: view@generation/level/slot)");
    }
}
