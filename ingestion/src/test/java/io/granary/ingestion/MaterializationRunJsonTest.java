package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MaterializationRunJsonTest {

    private static final Instant UNTIL = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant RUN_START = Instant.parse("2026-11-22T09:00:01.5Z");

    @ParameterizedTest
    @MethodSource
    void readsWhatItWrites(MaterializationRun run) {
        assertThat(MaterializationRunJson.decode(MaterializationRunJson.encode(run)))
                .isEqualTo(run);
    }

    static Stream<MaterializationRun> readsWhatItWrites() {
        return Stream.of(
                run(UNTIL, null),
                run(null, null),
                run(null, new SnapshotWatermark("lake.trips.done", Long.MAX_VALUE, null, null)),
                run(null, new SnapshotWatermark("lake.trips.done", 7, Long.MIN_VALUE, UNTIL)));
    }

    @Test
    void readsRunsOfBeforeThereWereSnapshots() {
        String json = "{\"view\":\"trips\",\"field\":\"trips@1\",\"schema_revision\":1,"
                + "\"until\":\"2026-11-22T09:00:00Z\",\"run_start\":\"2026-11-22T09:00:01.500Z\","
                + "\"watermark\":\"2026-11-22T09:00:00Z\",\"rows_read\":3,\"rows_written\":2}";
        assertThat(MaterializationRunJson.decode(json.getBytes(UTF_8))).isEqualTo(run(UNTIL, null));
        assertThat(new String(MaterializationRunJson.encode(run(UNTIL, null)), UTF_8))
                .isEqualTo(json);
    }

    @Test
    void namesWhatIsNoRun() {
        assertThatThrownBy(() -> MaterializationRunJson.decode("{}".getBytes(UTF_8)))
                .hasMessageStartingWith("Cannot read a materialization's run: ");
    }

    private static MaterializationRun run(@Nullable Instant watermark, @Nullable SnapshotWatermark snapshot) {
        return new MaterializationRun("trips", "trips@1", 1, null, UNTIL, RUN_START, watermark, 3, 2, snapshot);
    }
}
