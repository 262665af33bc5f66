package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Window;
import io.granary.core.window.WindowMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every engine reads of a table: columns that features are made of, and files of moments that entity rows can see. All else is
 * damaged, so that to read it would fail.
 */
public abstract class OfflinePruningContract extends OfflineContract {

    private static final int DAYS = 30;

    /** A row each 864 seconds, a file each day; entity rows ask in the morning and at noon of day 20. */
    @BeforeEach
    final void writeDays() {
        Duck.run("COPY (SELECT 's' || i % 7 AS shop, '2001-01-01'::TIMESTAMPTZ + to_seconds(i * 864) AS at, i AS sold,"
                + " md5(i::VARCHAR) AS note, i // 100 AS day FROM range(" + DAYS * 100 + ") AS t(i)) TO '" + table()
                + "' (FORMAT parquet, PARTITION_BY day)");
        project.define(new BatchSource(
                "sales",
                BatchSource.Format.PARQUET,
                "sales.parquet",
                "at",
                null,
                ExampleProject.columns("shop STRING, at TIMESTAMP, sold INT64, note STRING"),
                Metadata.NONE));
        entities("shop,event_timestamp", "s1,2001-01-21T06:00:00Z", "s2,2001-01-21T12:00:00Z");
    }

    @Test
    void readsColumnsThatFeaturesAreMadeOf() {
        project.view("last", "shop", "sales", null, "sold INT64").view("noted", "shop", "sales", null, "note STRING");
        damage("note", 0, DAYS);
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(2024L, 2046L);
        assertThatThrownBy(() -> build(ask().feature("noted:note").replacingOutput()))
                .hasStackTraceContaining("sales.parquet/day=");
    }

    @Test
    void readsNothingThatIsLaterThanEveryEntityRow() {
        project.view("last", "shop", "sales", null, "sold INT64");
        damage("sold", 21, DAYS);
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(2024L, 2046L);
        damage("sold", 20, 21);
        assertThatThrownBy(() -> build(ask().feature("last:sold").replacingOutput()))
                .hasStackTraceContaining("sales.parquet/day=20");
    }

    /** Rows that are too old by up to a week are told from rows that were never there. */
    @Test
    void readsAWeekMoreThanTheTtl() {
        project.view("last", "shop", "sales", Duration.ofHours(1), "sold INT64");
        damage("sold", 0, 13);
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(2024L, 2046L);
        damage("sold", 13, 14);
        assertThatThrownBy(() -> build(ask().feature("last:sold").replacingOutput()))
                .hasStackTraceContaining("sales.parquet/day=13");
    }

    @Test
    void readsAsFarBackAsWindowsReach() {
        project.define(new FeatureView(
                "day",
                List.of("shop"),
                "sales",
                Map.of(),
                null,
                List.of(),
                List.of(new Aggregation(
                        "sold", "count", "sold", List.of(Window.parse("24h")), null, WindowMode.SAWTOOTH)),
                null,
                true,
                true,
                Metadata.NONE));
        build(ask().feature("day:*"));
        List<@Nullable Object> counts = column("day__sold_24h");
        damage("sold", 0, 19);
        damage("sold", 21, DAYS);
        build(ask().feature("day:*").replacingOutput());
        assertThat(column("day__sold_24h")).isEqualTo(counts).doesNotContainNull();
        damage("sold", 19, 20);
        assertThatThrownBy(() -> build(ask().feature("day:*").replacingOutput()))
                .hasStackTraceContaining("sales.parquet/day=19");
    }

    private Path table() {
        return folder.resolve("sales.parquet");
    }

    private void damage(String column, int fromDay, int untilDay) {
        IntStream.range(fromDay, untilDay).forEach(day -> DamagedParquet.wipe(table().resolve("day=" + day), column));
    }
}
