package io.granary.offline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.Duck;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One shop has half of all sales, or asks for half of all rows; in shares of what a task reads at most. */
@Timeout(900)
final class SkewedKeysTest {

    private static final int SALES = 200_000;
    private static final int LABELS = 10_000;
    private static final int FILES = 8;
    private static final String SHOP =
            "CASE WHEN hash(i) %% 100 < %d THEN 'hot' ELSE 'k' || (hash(i * 3) %% 5000) END AS shop";

    @TempDir
    private Path folder;

    @Test
    void splitsAKeyWithHalfOfTheRows() throws IOException {
        writeTables(50, 5);
        assertThat(mostRowsOfATask("split", "64k")).isLessThan(SALES / 4);
        assertThat(mostRowsOfATask("whole", "1g")).isGreaterThan(SALES / 2);
        assertThat(differences("split")).hasToString("0");
        assertThat(differences("whole")).hasToString("0");
    }

    @Test
    void splitsAKeyThatHalfOfTheEntityRowsAskFor() throws IOException {
        writeTables(5, 60);
        mostRowsOfATask("split", "16k");
        assertThat(differences("split")).hasToString("0");
    }

    private void writeTables(int hotSales, int hotLabels) throws IOException {
        Path sales = Files.createDirectory(folder.resolve("sales"));
        for (int file = 0; file < FILES; file++) {
            Duck.run("COPY (SELECT " + SHOP.formatted(hotSales) + ", i AS sold, " + moment("i * 7919 % " + SALES)
                    + " FROM range(" + SALES + ") t(i) WHERE i % " + FILES + " = " + file + ") TO '"
                    + sales.resolve(file + ".parquet") + "' (FORMAT parquet)");
        }
        Duck.run("COPY (SELECT i AS label, " + SHOP.formatted(hotLabels) + ", " + moment("i * 20 + 2") + " FROM range("
                + LABELS + ") t(i)) TO '" + folder.resolve("labels.parquet") + "' (FORMAT parquet)");
    }

    private static String moment(String seconds) {
        return "TIMESTAMPTZ '2001-01-01 00:00:00+00' + to_seconds(" + seconds + ") AS at";
    }

    private long mostRowsOfATask(String set, String pieceBytes) {
        Largest largest = new Largest();
        SparkSession spark = LocalSpark.session(folder.resolve("scratch"));
        spark.conf().set("spark.sql.files.maxPartitionBytes", "1m");
        spark.sparkContext().conf().set("spark.granary.partitionBytes", "128k");
        spark.sparkContext().conf().set("spark.granary.pieceBytes", pieceBytes);
        spark.sparkContext().addSparkListener(largest);
        try (OfflineEngine engine = new SparkEngine(spark, InstantSource.system())) {
            engine.buildTrainingSet(request(set), ProgressListener.NONE);
        }
        return largest.rows.get();
    }

    private @Nullable Object differences(String set) {
        return Duck.query("SELECT count(*) FILTER (WHERE t.last__sold IS DISTINCT FROM CASE"
                        + " WHEN e.at - s.at <= INTERVAL 20 HOUR THEN s.sold END) + abs(count(*) - " + LABELS
                        + ") AS wrong"
                        + " FROM '" + folder + "/labels.parquet' e ASOF LEFT JOIN '" + folder
                        + "/sales/*.parquet' s ON e.shop = s.shop AND e.at >= s.at JOIN '" + folder + "/" + set
                        + "/rows-*.parquet' t ON t.label = e.label")
                .get(0)
                .get("wrong");
    }

    private TrainingSetRequest request(String set) {
        Definitions definitions = new Definitions(List.of(
                new Entity("shop", List.of(new JoinKey("shop", ScalarType.STRING)), Metadata.NONE),
                new BatchSource("sales", BatchSource.Format.PARQUET, "sales", "at", null, null, Metadata.NONE),
                new FeatureView(
                        "last",
                        List.of("shop"),
                        "sales",
                        Map.of(),
                        null,
                        List.of(new Feature("sold", ScalarType.INT64, "sold", null)),
                        List.of(),
                        Duration.ofHours(20),
                        true,
                        true,
                        Metadata.NONE)));
        return TrainingSetRequest.builder(Revision.none("shops").next(definitions, "test", "test", Instant.EPOCH))
                .repository(folder)
                .entities(folder.resolve("labels.parquet"))
                .eventTimestamp("at")
                .output(folder.resolve(set))
                .feature("last:*")
                .build();
    }

    /** The most rows that one task read from a shuffle. */
    private static final class Largest extends SparkListener {

        private final AtomicLong rows = new AtomicLong();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd ended) {
            rows.accumulateAndGet(ended.taskMetrics().shuffleReadMetrics().recordsRead(), Math::max);
        }
    }
}
