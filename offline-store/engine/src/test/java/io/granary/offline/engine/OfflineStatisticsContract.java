package io.granary.offline.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granary.offline.engine.statistics.ColumnStatistics;
import io.granary.offline.engine.statistics.ColumnStatistics.TopValue;
import io.granary.offline.engine.statistics.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every engine says of the values of a training set: the same, to the last bit. */
public abstract class OfflineStatisticsContract extends OfflineContract {

    private static final long SEED = 20_261_121;
    private static final int MANY = 6_000;
    /** Of both engines, on every machine. */
    private static final String PINNED = "939422f14f23175c5cd1efc97cdcf507";

    private static final String PINNED_MANY = "156ed2478d4f4650481ce5594083da81";

    @Test
    void describesTheValuesOfEveryColumn() {
        project.table(
                        "shops",
                        "shop STRING, at TIMESTAMP, n INT64, x FLOAT64, city STRING, open BOOL, since TIMESTAMP",
                        "a,2001-01-01T00:00:00Z,1,0.1,Paris,true,2000-01-01T00:00:00Z",
                        "b,2001-01-01T00:00:00Z,5,0.1,Rome,false,2000-01-03T00:00:00Z",
                        "c,2001-01-01T00:00:00Z,5,0.1,Paris,true,2000-01-02T00:00:00Z",
                        "d,2001-01-01T00:00:00Z,40,-7.5,,,")
                .view("place", "shop", "shops", null, "n INT64", "x FLOAT64", "city STRING", "open BOOL")
                .view("age", "shop", "shops", null, "since TIMESTAMP");
        entities(
                "shop,event_timestamp",
                "a,2001-01-02T00:00:00Z",
                "b,2001-01-02T00:00:00Z",
                "c,2001-01-02T00:00:00Z",
                "d,2001-01-02T00:00:00Z",
                "e,2001-01-02T00:00:00Z");
        TrainingSetManifest manifest = build(ask().feature("place:*").feature("age:*"));
        ColumnStatistics n = statistics(manifest, "place__n");
        assertThat(n.values()).isEqualTo(4);
        assertThat(n.distinct()).isEqualTo(3);
        assertThat(n.min()).isEqualTo(1L);
        assertThat(n.max()).isEqualTo(40L);
        assertThat(n.mean()).isEqualTo(51 / 4.0);
        assertThat(n.deviation()).isEqualTo(Math.sqrt(4003 / 12.0));
        assertThat(n.quantiles())
                .containsEntry("p25", 1L)
                .containsEntry("p50", 5L)
                .containsEntry("p99", 40L);
        assertThat(n.topValues()).containsExactly(new TopValue(5L, 2), new TopValue(1L, 1), new TopValue(40L, 1));
        assertThat(statistics(manifest, "place__x").mean()).isEqualTo(-1.8);
        assertThat(statistics(manifest, "place__city").topValues())
                .containsExactly(new TopValue("Paris", 2), new TopValue("Rome", 1));
        assertThat(statistics(manifest, "place__open").topValues())
                .containsExactly(new TopValue(true, 2), new TopValue(false, 1));
        assertThat(statistics(manifest, "age__since").quantiles()).containsEntry("p50", "2000-01-02T00:00:00Z");
        assertThat(statistics(manifest, "shop").distinct()).isEqualTo(5);
        assertThat(manifest.checksum()).isEqualTo(PINNED);
    }

    @Test
    void staysWithinItsErrorWhenThereAreManyValues() {
        Random random = new Random(SEED);
        List<Double> values = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        List<String> rows = new ArrayList<>(List.of("shop,event_timestamp"));
        for (int i = 0; i < MANY; i++) {
            values.add(Math.exp(random.nextGaussian() * 2));
            facts.add("s" + i + ",2001-01-01T00:00:00Z," + values.get(i));
            rows.add("s" + i + ",2001-01-02T00:00:00Z");
        }
        project.table("shops", "shop STRING, at TIMESTAMP, x FLOAT64", facts.toArray(String[]::new))
                .view("place", "shop", "shops", null, "x FLOAT64");
        entities(rows.toArray(String[]::new));
        TrainingSetManifest manifest = build(ask().feature("place:x"));
        ColumnStatistics x = statistics(manifest, "place__x");
        values.sort(null);
        assertThat(x.distinct()).isNull();
        assertThat(x.topValues()).isEmpty();
        assertThat(x.min()).isEqualTo(values.get(0));
        assertThat(x.max()).isEqualTo(values.get(MANY - 1));
        Map.of("p01", 0.01, "p50", 0.5, "p99", 0.99).forEach((name, fraction) -> {
            double exact = values.get((int) Math.ceil(fraction * MANY) - 1);
            assertThat((Double) x.quantiles().get(name))
                    .as("%s with seed %d", name, SEED)
                    .isCloseTo(exact, within(exact * 0.005));
        });
        Histogram histogram = requireNonNull(x.histogram());
        assertThat(histogram.below()
                        + histogram.above()
                        + histogram.counts().stream().mapToLong(count -> count).sum())
                .isEqualTo(MANY);
        assertThat(statistics(manifest, "shop").distinct()).isNull();
        assertThat(manifest.checksum()).isEqualTo(PINNED_MANY);
    }

    @Test
    void givesEqualRowsEqualChecksumsWhateverTheirOrder() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7").view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z", "b,2001-01-02T00:00:00Z");
        String first = build(ask().feature("last:sold")).checksum();
        entities("shop,event_timestamp", "b,2001-01-02T00:00:00Z", "a,2001-01-02T00:00:00Z");
        assertThat(build(ask().feature("last:sold").replacingOutput()).checksum())
                .isEqualTo(first);
        entities("shop,event_timestamp", "b,2001-01-02T00:00:00Z", "a,2001-01-02T00:00:00Z", "a,2001-01-02T00:00:00Z");
        assertThat(build(ask().feature("last:sold").replacingOutput()).checksum())
                .isNotEqualTo(first);
    }

    @Test
    void describesAFrameWithoutRows() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7").view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp");
        TrainingSetManifest manifest = build(ask().feature("last:sold"));
        assertThat(statistics(manifest, "last__sold").values()).isZero();
        assertThat(manifest.checksum()).isEqualTo("0".repeat(32));
    }

    private static ColumnStatistics statistics(TrainingSetManifest manifest, String column) {
        return requireNonNull(manifest.columns().stream()
                .filter(each -> each.name().equals(column))
                .findFirst()
                .orElseThrow()
                .statistics());
    }
}
