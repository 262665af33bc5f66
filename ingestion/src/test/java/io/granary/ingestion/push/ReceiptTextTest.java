package io.granary.ingestion.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReceiptTextTest {

    private static final Receipt RECEIPT = new Receipt(
            Uuid.randomUuid(),
            Destination.OFFLINE,
            1_700_000_000_000L,
            7,
            List.of(new Run(0, 12, 3), new Run(3, 1L << 40, 4)));

    @Test
    void isReadAsItWasWritten() {
        String text = ReceiptText.encode(RECEIPT);

        assertThat(text).matches("[-_A-Za-z0-9]+").hasSizeLessThan(80);
        assertThat(ReceiptText.decode(text)).isEqualTo(RECEIPT);
    }

    @Test
    void refusesEveryTextThatDiffersInOneLetter() {
        String text = ReceiptText.encode(RECEIPT);
        for (int i = 0; i < text.length(); i++) {
            String changed = text.substring(0, i) + (text.charAt(i) == 'x' ? 'y' : 'x') + text.substring(i + 1);
            assertThatThrownBy(() -> ReceiptText.decode(changed)).isInstanceOf(GranaryException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "!", "AAAA", "AQAAAAAAAAAAAAAAAAAAAAAAAAAA", "Zürich"})
    void refusesGarbage(String text) {
        assertThatThrownBy(() -> ReceiptText.decode(text))
                .hasMessage("receipt: '" + text + "' (expected: one that a push was answered with)");
    }

    @Test
    void knowsItsRecords() {
        assertThat(RECEIPT.contains(0, 14)).isTrue();
        assertThat(RECEIPT.contains(0, 15)).isFalse();
        assertThat(RECEIPT.contains(1, 12)).isFalse();
        assertThat(RECEIPT.ends("t").values()).containsExactlyInAnyOrder(15L, (1L << 40) + 4);
    }
}
