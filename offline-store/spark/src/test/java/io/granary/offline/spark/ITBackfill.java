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
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.Window;
import io.granary.core.definition.WindowFeatures;
import io.granary.core.erasure.Erasure;
import io.granary.core.featurelog.WindowStateKey;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.EntityWindows;
import io.granary.core.window.EventIds;
import io.granary.core.window.EventValues;
import io.granary.core.window.ObjectSink;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowMode;
import io.granary.core.window.WindowRead;
import io.granary.core.window.WindowReader;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.BackfillResult.BackfilledView;
import io.granary.offline.engine.Duck;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.SnapshotFiles;
import io.granary.offline.engine.process.ObjectStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** States of a history in a real broker, which with those of a stream answer as if all events had come by the stream. */
final class ITBackfill {

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    @RegisterExtension
    static final LocalSpark SPARK = new LocalSpark();

    private static final long SEED = 20_260_116;
    private static final String TOPIC = "granary.shops.backfill.sold";
    private static final String OF_TABLE = "granary.shops.backfill.of-table";
    private static final String OF_FILE = "granary.shops.backfill.of-file";
    private static final String OF_OBJECT = "granary.shops.backfill.of-object";
    private static final String OF_SAME_FILE = "granary.shops.backfill.of-same-file";
    private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2001-01-20T00:00:00Z");
    private static final List<String> SHOPS = List.of("a", "b", "c");
    private static final List<Column> COLUMNS = List.of(
            new Column("shop", ScalarType.STRING),
            new Column("at", ScalarType.TIMESTAMP),
            new Column("arrival", ScalarType.TIMESTAMP),
            new Column("id", ScalarType.INT64),
            new Column("x", ScalarType.FLOAT64));

    @TempDir
    private Path folder;

    @Test
    void answersWithTheStreamAsTheStreamAloneWould() throws Exception {
        List<Sale> sales = sales(new Random(SEED));
        Revision revision = revision(sales);
        topic(TOPIC).create();
        BackfillResult result = backfill(revision);
        long history = sales.stream().filter(sale -> sale.at.isBefore(UNTIL)).count();
        Map<WindowStateKey, byte[]> states = topic(TOPIC).states();
        assertThat(result.views()).containsExactly(new BackfilledView("sold", history, SHOPS.size(), states.size()));
        WindowLayout layout = revision.layout("sold");
        WindowReader reader = WindowReader.of(
                layout, WindowFeatures.windowed(revision.definitions().featureView("sold"), COLUMNS));
        for (String shop : SHOPS) {
            EntityWindows whole = EntityWindows.of(reader);
            EntityWindows stream = EntityWindows.of(reader);
            for (Sale sale : sales) {
                if (sale.shop.equals(shop)) {
                    whole.add(sale.event(layout));
                    if (!sale.at.isBefore(UNTIL)) {
                        stream.add(sale.event(layout));
                    }
                }
            }
            for (int day = 20; day < 31; day++) {
                Instant asked = START.plus(Duration.ofDays(day)).plusMillis(1_234);
                assertThat(answers(reader, stream, asked, key(shop), states))
                        .as("%s at %s, seed %d", shop, asked, SEED)
                        .isEqualTo(answers(reader, whole, asked, key(shop), Map.of()));
            }
        }
        backfill(revision);
        assertThat(topic(TOPIC).states()).usingRecursiveComparison().isEqualTo(states);
        ErasureRecords.append(
                KAFKA.bootstrapServers(), "shops", Erasure.of(EntityKey.ofBytes(key("a")), UNTIL.toEpochMilli()));
        assertThat(backfill(revision).views()).as("without a").allMatch(view -> view.entities() == SHOPS.size() - 1);
    }

    @Test
    void readsAHistoryInASnapshotOfATable() throws Exception {
        Revision revision = revision(sales(new Random(SEED)));
        topic(OF_TABLE).create();
        Path table = folder.resolve("table");
        Duck.run("COPY (SELECT * FROM read_csv('" + folder.resolve("past.csv")
                + "', types = {'at': 'TIMESTAMPTZ', 'arrival': 'TIMESTAMPTZ'})) TO '" + table + ".parquet'");
        BackfillResult ofTable = SPARK.engine()
                .backfill(
                        request(revision(BatchSource.Format.ICEBERG, "lake.past"), OF_TABLE)
                                .withSnapshots(Map.of("past", SnapshotFiles.write(table, COLUMNS))),
                        ProgressListener.NONE);
        topic(OF_FILE).create();
        BackfillResult ofFile = SPARK.engine().backfill(request(revision, OF_FILE), ProgressListener.NONE);
        assertThat(ofTable.views()).isEqualTo(ofFile.views());
        assertThat(topic(OF_TABLE).states())
                .usingRecursiveComparison()
                .isEqualTo(topic(OF_FILE).states());
    }

    @Test
    void readsAHistoryInAnObjectStore() throws Exception {
        topic(OF_SAME_FILE).create();
        BackfillResult ofFile = SPARK.engine()
                .backfill(request(revision(sales(new Random(SEED))), OF_SAME_FILE), ProgressListener.NONE);
        topic(OF_OBJECT).create();
        try (Lake lake = Lake.start(folder);
                ObjectStores stores = lake.stores(Map.of(), 0);
                OfflineEngine engine = lake.engine(stores, "local[2]", Map.of())) {
            lake.server().put("lake", "past.csv", folder.resolve("past.csv"));
            Revision revision = revision(BatchSource.Format.CSV, "s3://lake/past.csv");
            assertThat(engine.backfill(request(revision, OF_OBJECT), ProgressListener.NONE)
                            .views())
                    .isEqualTo(ofFile.views());
        }
        assertThat(topic(OF_OBJECT).states())
                .usingRecursiveComparison()
                .isEqualTo(topic(OF_SAME_FILE).states());
    }

    private record Sale(String shop, Instant at, long id, double x) {

        EventValues event(WindowLayout layout) {
            EventValues event = layout.newEvent();
            event.start(SparkValues.micros(at));
            byte[] bytes = EventIds.encode(id, ScalarType.INT64);
            event.id(bytes, 0, bytes.length);
            for (int i = 0; i < layout.inputs().size(); i++) {
                if (layout.inputs().get(i).of() == null) {
                    event.truth(i, true);
                } else {
                    event.number(i, x);
                }
            }
            return event;
        }
    }

    private static List<Sale> sales(Random random) {
        List<Sale> sales = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Instant at = START.plusMillis((long)
                    (random.nextDouble() * Duration.ofDays(i % 3 == 0 ? 30 : 20).toMillis()));
            sales.add(new Sale(
                    SHOPS.get(random.nextInt(SHOPS.size())), at, i, random.nextGaussian() * Math.pow(10, i % 9)));
        }
        return sales;
    }

    private Revision revision(List<Sale> sales) throws Exception {
        List<String> lines = new ArrayList<>(List.of("shop,at,arrival,id,x"));
        sales.forEach(
                sale -> lines.add(String.join(",", sale.shop, sale.at + "", sale.at + "", sale.id + "", sale.x + "")));
        lines.add(lines.get(1));
        Files.write(folder.resolve("past.csv"), lines, UTF_8);
        return revision(BatchSource.Format.CSV, "past.csv");
    }

    private static Revision revision(BatchSource.Format format, String past) {
        return Revision.none("shops")
                .next(
                        new Definitions(List.of(
                                new Entity("shop", List.of(new JoinKey("shop", ScalarType.STRING)), Metadata.NONE),
                                new BatchSource("past", format, past, "at", "arrival", COLUMNS, Metadata.NONE),
                                stream(),
                                view())),
                        "test",
                        "test",
                        Instant.EPOCH);
    }

    private static StreamSource stream() {
        return new StreamSource(
                "sales",
                "sales",
                StreamSource.Format.JSON,
                COLUMNS,
                null,
                "at",
                null,
                "id",
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                new StreamSource.History("past", UNTIL, Duration.ZERO),
                Metadata.NONE);
    }

    private static FeatureView view() {
        return new FeatureView(
                "sold",
                List.of("shop"),
                "sales",
                Map.of(),
                null,
                List.of(),
                List.of(
                        aggregation("count", null),
                        aggregation("sum", "x"),
                        aggregation("var", "x"),
                        aggregation("max", "x"),
                        aggregation("last_k(3)", "x"),
                        new Aggregation("ever", "sum", "x", List.of(), null, WindowMode.LIFETIME)),
                null,
                true,
                true,
                Metadata.NONE);
    }

    private static Aggregation aggregation(String function, @Nullable String of) {
        return new Aggregation(
                function.substring(0, 3),
                function,
                of,
                List.of(Window.parse("1h"), Window.parse("7d")),
                null,
                WindowMode.SAWTOOTH);
    }

    private BackfillResult backfill(Revision revision) {
        return SPARK.engine().backfill(request(revision, TOPIC), ProgressListener.NONE);
    }

    private BackfillRequest request(Revision revision, String topic) {
        return new BackfillRequest(
                revision,
                folder,
                null,
                List.of(new BackfillView("sold", Map.of(0, 0L), topic, WrittenTopic.PARTITIONS)),
                Map.of("bootstrap.servers", KAFKA.bootstrapServers()));
    }

    private static WrittenTopic topic(String name) {
        return new WrittenTopic(KAFKA.bootstrapServers(), name);
    }

    private static byte[] key(String shop) {
        return EntityKeyCodec.of("shops", List.of(new JoinKey("shop", ScalarType.STRING)))
                .encode(new Object[] {shop})
                .bytes();
    }

    private static List<@Nullable Object> answers(
            WindowReader reader, EntityWindows windows, Instant asked, byte[] key, Map<WindowStateKey, byte[]> states) {
        WindowRead read = windows.read(SparkValues.micros(asked));
        for (int field : reader.fieldsAt(SparkValues.micros(asked)).ordinals()) {
            byte[] page = states.get(new WindowStateKey(EntityKey.ofBytes(key), field));
            if (page != null) {
                read.page(field, page, 0, page.length);
            }
        }
        List<@Nullable Object> answers = new ArrayList<>();
        for (int i = 0; i < reader.features().size(); i++) {
            ObjectSink sink = ObjectSink.of(reader.features().get(i).type());
            read.finish(i, sink);
            answers.add(sink.value());
        }
        return answers;
    }
}
