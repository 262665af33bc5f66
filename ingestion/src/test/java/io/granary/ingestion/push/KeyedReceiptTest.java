package io.granary.ingestion.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyedReceiptTest {

    @Test
    void isReadAsItWasWritten() {
        List<KeyedReceipt> receipts = List.of(
                new KeyedReceipt(RequestKey.of("a key", "push", new byte[0]), "r1"),
                new KeyedReceipt(RequestKey.of("another", "push", new byte[] {1}), "r2"));

        assertThat(KeyedReceipt.decode(KeyedReceipt.encode(receipts))).isEqualTo(receipts);
    }

    @Test
    void tellsRequestsOfAKeyApart() {
        RequestKey request = RequestKey.of("key", "push", "{}".getBytes(UTF_8));

        assertThat(RequestKey.of("key", "push", "{}".getBytes(UTF_8))).isEqualTo(request);
        assertThat(RequestKey.of("key", "write", "{}".getBytes(UTF_8)).request())
                .isNotEqualTo(request.request());
        assertThat(RequestKey.of("key", "push", "[]".getBytes(UTF_8)).key()).isEqualTo(request.key());
    }

    @Test
    void leavesOutWhatIsNoLine() {
        assertThat(KeyedReceipt.decode("something else".getBytes(UTF_8))).isEmpty();
    }
}
