package io.granary.offline.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Window;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An entity key that has half of the events and questions: as many tasks work on it, to the same bits. */
final class SparkSkewTest {

    private static final long SEED = 20_260_131;
    private static final int TASKS = 8;
    private static final int EVENTS = 12_000;
    private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
    private static final Duration SPAN = Duration.ofDays(120);
    private static final List<Column> COLUMNS = List.of(
            new Column("shop", ScalarType.STRING),
            new Column("at", ScalarType.TIMESTAMP),
            new Column("created", ScalarType.TIMESTAMP),
            new Column("sold", ScalarType.FLOAT64));

    @TempDir
    private Path folder;

    private SparkSession spark;
    private SparkEngine engine;

    @BeforeEach
    void start() throws IOException {
        spark = LocalSpark.session(folder.resolve("scratch"));
        spark.conf().set("spark.sql.shuffle.partitions", TASKS);
        spark.conf().set("spark.sql.adaptive.coalescePartitions.enabled", false);
        engine = new SparkEngine(spark, InstantSource.system());
        Random random = new Random(SEED);
        List<String> events = new ArrayList<>(List.of("shop,at,created,sold"));
        List<String> questions = new ArrayList<>(List.of("shop,event_timestamp"));
        for (int i = 0; i < EVENTS; i++) {
            Instant at = moment(random);
            events.add(String.join(
                    ",",
                    shop(random),
                    at + "",
                    at.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(90_000) : 0) + "",
                    random.nextGaussian() * Math.pow(10, i % 9) + ""));
            questions.add(shop(random) + "," + moment(random));
        }
        events.addAll(events.subList(1, 500));
        Files.write(folder.resolve("sales.csv"), events, UTF_8);
        Files.write(folder.resolve("entities.csv"), questions, UTF_8);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    /** Whole seconds, so that many are equal. */
    private static Instant moment(Random random) {
        return START.plusSeconds((long) (random.nextDouble() * SPAN.toSeconds()));
    }

    private static String shop(Random random) {
        return random.nextBoolean() ? "hot" : "shop" + random.nextInt(50);
    }

    @ParameterizedTest
    @EnumSource(
            value = Knowledge.class,
            names = {"EVENT_TIME", "CREATED"})
    void slicesChangeNoBit(Knowledge knowledge) {
        lookFrom(Long.MAX_VALUE, 1);
        List<String> whole = build(knowledge, List.of("1h", "24h", "7d"));
        lookFrom(0, 0.1);
        assertThat(build(knowledge, List.of("1h", "24h", "7d")))
                .as("seed %d", SEED)
                .isEqualTo(whole);
    }

    @Test
    void tasksGetAboutEqualShares() {
        lookFrom(Long.MAX_VALUE, 1);
        build(Knowledge.EVENT_TIME, List.of("24h"));
        double whole = share("24h");
        lookFrom(0, 0.5);
        double sliced = share("24h");
        assertThat(whole).isGreaterThan(4);
        assertThat(sliced).isLessThan(2.5);
    }

    private void lookFrom(long bytes, double fraction) {
        spark.conf().set(SampleConfig.FROM_BYTES, bytes);
        spark.conf().set(SampleConfig.FRACTION, String.valueOf(fraction));
    }

    /** Rows of the largest task, as a multiple of those in the middle. */
    private double share(String window) {
        TrainingSetJob job = new TrainingSetJob(spark, request(Knowledge.EVENT_TIME, List.of(window)));
        List<Integer> rows = job.sorted(0).javaRDD().glom().map(List::size).collect();
        List<Integer> sorted = rows.stream().sorted().toList();
        return (double) sorted.get(sorted.size() - 1) / sorted.get(sorted.size() / 2);
    }

    private List<String> build(Knowledge knowledge, List<String> windows) {
        engine.buildTrainingSet(request(knowledge, windows), ProgressListener.NONE);
        return spark
                .read()
                .parquet(folder.resolve("set").resolve("rows-*.parquet").toString())
                .collectAsList()
                .stream()
                .map(Row::mkString)
                .sorted()
                .toList();
    }

    private TrainingSetRequest request(Knowledge knowledge, List<String> windows) {
        return TrainingSetRequest.builder(revision(windows))
                .repository(folder)
                .entities(folder.resolve("entities.csv"))
                .output(folder.resolve("set"))
                .replacingOutput()
                .knowledge(knowledge)
                .feature("sold:*")
                .build();
    }

    private static Revision revision(List<String> windows) {
        List<Window> parsed = windows.stream().map(Window::parse).toList();
        return Revision.none("shops")
                .next(
                        new Definitions(List.of(
                                new Entity("shop", List.of(new JoinKey("shop", ScalarType.STRING)), Metadata.NONE),
                                new BatchSource(
                                        "sales",
                                        BatchSource.Format.CSV,
                                        "sales.csv",
                                        "at",
                                        "created",
                                        COLUMNS,
                                        Metadata.NONE),
                                new FeatureView(
                                        "sold",
                                        List.of("shop"),
                                        "sales",
                                        Map.of(),
                                        null,
                                        List.of(),
                                        List.of(
                                                new Aggregation("n", "count", null, parsed, null, WindowMode.SAWTOOTH),
                                                new Aggregation(
                                                        "sum", "sum", "sold", parsed, null, WindowMode.SAWTOOTH),
                                                new Aggregation("var", "var", "sold", parsed, null, WindowMode.HOPPING),
                                                new Aggregation(
                                                        "last",
                                                        "last_k(3)",
                                                        "sold",
                                                        parsed,
                                                        null,
                                                        WindowMode.SAWTOOTH)),
                                        null,
                                        false,
                                        true,
                                        Metadata.NONE))),
                        "test",
                        "test",
                        Instant.EPOCH);
    }
}
