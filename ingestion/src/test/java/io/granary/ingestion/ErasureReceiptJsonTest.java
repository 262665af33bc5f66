package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.erasure.Erasure;
import io.granary.ingestion.ErasureReceipt.Line;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ErasureReceiptJsonTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final ErasureReceipt RECEIPT = new ErasureReceipt(
            "e1",
            "p",
            "driver",
            Erasure.of(Trips.key("p", "ann"), NOW.toEpochMilli()),
            NOW,
            NOW.plusSeconds(1),
            List.of(new Line("feature log", "granary.p.rows", 2, "tombstones of rows")),
            List.of(new Line("topic", "trips", 0, "events")));

    @Test
    void whatIsReadIsWhatWasWritten() {
        assertThat(ErasureReceiptJson.decode(ErasureReceiptJson.encode(RECEIPT)))
                .isEqualTo(RECEIPT);
        ErasureReceipt begun =
                new ErasureReceipt("e1", "p", "driver", RECEIPT.erasure(), NOW, null, List.of(), List.of());
        assertThat(ErasureReceiptJson.decode(ErasureReceiptJson.encode(begun))).isEqualTo(begun);
    }

    @Test
    void saysWhatWasErasedAndNotWho() {
        assertThat(ErasureReceiptJson.write(RECEIPT).toString())
                .contains("\"join_keys\":[\"driver\"]", "\"done\":true", "\"until\":\"2026-11-20T10:00:00.123Z\"")
                .contains("{\"place\":\"feature log\",\"name\":\"granary.p.rows\",\"count\":2,")
                .doesNotContain("ann");
    }

    @Test
    void whatIsNoReceiptIsRefused() {
        assertThatThrownBy(() -> ErasureReceiptJson.decode("{\"id\": 1}".getBytes(UTF_8)))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("Cannot read a receipt of an erasure: ");
    }
}
