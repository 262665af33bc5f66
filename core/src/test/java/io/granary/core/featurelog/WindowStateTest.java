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

        assertThat(state.stored()).isEqualTo(HexFormat.of().parseHex("0000000000000102" + "0000000000000003" + "09"));
        assertThat(WindowState.epoch(state.stored())).isEqualTo(258);
        assertThat(state)
                .isEqualTo(WindowState.of(KEY, "v@1/5m/3", 258, 3, new byte[] {9}, null))
                .isNotEqualTo(WindowState.of(KEY, "v@1/5m/3", 258, 4, new byte[] {9}, null));
    }

    @Test
    void nameOfABackfillsTopicIsOneThatKafkaTakes() {
        assertThat(WindowState.backfillTopic("shop", "delays@0123456789ab"))
                .isEqualTo("granary.shop.backfill.delays.0123456789ab");
    }

    @Test
    void refusesTheFieldOfARow() {
        assertThatThrownBy(() -> WindowState.of(KEY, "v@1", 1, 1, new byte[0], null))
                .hasMessage("field: v@1 (expected: view@generation/level/slot)");
    }
}
