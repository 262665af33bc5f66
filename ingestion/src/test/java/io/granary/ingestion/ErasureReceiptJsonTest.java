package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
    void whatIsNotYetIsAbsent() {
        ErasureReceipt begun = new ErasureReceipt(
                "e1", "p", "driver", Erasure.of(Trips.key("p", "ann"), 0), NOW, null, List.of(), List.of());
        ObjectNode json = ErasureReceiptJson.write(begun);

        assertThat(json.has("until")).as("nobody knows of it yet: %s", json).isFalse();
        assertThat(json.has("ended")).isFalse();
        assertThat(json.path("done").asBoolean(true)).isFalse();
        assertThat(json.toString()).doesNotContain("1970");
        assertThat(ErasureReceiptJson.decode(ErasureReceiptJson.encode(begun))).isEqualTo(begun);
        assertThat(ErasureReceiptJson.decode(
                        json.put("until", "1970-01-01T00:00:00Z").toString().getBytes(UTF_8)))
                .as("as it was written before")
                .isEqualTo(begun);

        assertThat(ErasureReceiptJson.write(begun.until(NOW.toEpochMilli()))
                        .path("until")
                        .asText())
                .isEqualTo(NOW.toString());
    }

    @Test
    void whoGoesOnCountsWhatTheOneThatDiedTookAway() {
        ErasureReceipt goneOn = RECEIPT.with(List.of(
                new Line("feature log", "granary.p.rows", 1, "fewer are left"),
                new Line("archive", "trips/id", 3, "records taken out")));

        assertThat(goneOn.erased())
                .containsExactly(RECEIPT.erased().get(0), new Line("archive", "trips/id", 3, "records taken out"));
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
