package io.granary.offline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Revision;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.Since;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WantedRowsTest {

    private static final long SINCE = 1_000_000;
    private static final long UNTIL = 3_000_000;
    private static final long RUN_START = 5_000_000;

    @Test
    void everyRowUpToTheEnd() {
        WantedRows rows = rows(Map.of());

        assertThat(rows.has(Long.MIN_VALUE, null)).isTrue();
        assertThat(rows.has(UNTIL, Long.MAX_VALUE)).isTrue();
        assertThat(rows.has(UNTIL + 1, null)).isFalse();
        assertThat(rows.isLater(UNTIL + 1, null)).isTrue();
        assertThat(rows.isLater(UNTIL, null)).isFalse();
    }

    @Test
    void fromAnEventTimestampOn() {
        WantedRows rows = rows(Map.of("sold", new Since.Moment(Since.Clock.EVENT, Instant.ofEpochSecond(1))));

        assertThat(rows.has(SINCE - 1, RUN_START)).isFalse();
        assertThat(rows.has(SINCE, null)).isTrue();
        assertThat(rows.has(UNTIL, RUN_START + 1)).isTrue();
    }

    @Test
    void createdAfterAMomentAndBeforeTheRunBegan() {
        WantedRows rows = rows(Map.of("sold", new Since.Moment(Since.Clock.CREATED, Instant.ofEpochSecond(1))));

        assertThat(rows.has(0, SINCE)).as("the run before had it").isFalse();
        assertThat(rows.has(0, SINCE + 1)).isTrue();
        assertThat(rows.has(0, RUN_START)).isTrue();
        assertThat(rows.has(0, RUN_START + 1)).as("the next run's").isFalse();
        assertThat(rows.isLater(UNTIL + 1, SINCE)).as("the run before saw it").isFalse();
        assertThat(rows.isLater(UNTIL + 1, SINCE + 1)).isTrue();
        assertThat(rows.has(0, null)).as("does not say").isTrue();
    }

    private static WantedRows rows(Map<String, Since> since) {
        MaterializationRequest request = new MaterializationRequest(
                Revision.none("shops"),
                Path.of(""),
                List.of("sold"),
                since,
                Instant.ofEpochSecond(3),
                Instant.ofEpochSecond(5),
                Map.of("bootstrap.servers", "localhost:1"));
        return WantedRows.of(request, "sold");
    }
}
