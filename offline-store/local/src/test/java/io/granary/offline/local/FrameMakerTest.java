package io.granary.offline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.Window;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import io.granary.offline.engine.Duck;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.TopicArchive;
import io.granary.offline.engine.TrainingSetRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FrameMakerTest {

    private static final Instant FROM = Instant.parse("2001-01-02T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2001-01-03T00:00:00Z");

    private static final List<Column> COLUMNS = List.of(
            new Column("shop", ScalarType.STRING),
            new Column("item", ScalarType.INT64),
            new Column("at", ScalarType.TIMESTAMP),
            new Column("sold", ScalarType.INT64));

    @TempDir
    private Path folder;

    private @Nullable EventArchive archive;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("sales.csv"), """
                shop,item,at,sold
                a,1,2001-01-01T23:59:59.999999Z,1
                b,1,2001-01-02T00:00:00Z,2
                b,1,2001-01-02T12:00:00Z,3
                b,2,2001-01-02T13:00:00Z,4
                c,1,2001-01-03T00:00:00Z,-1
                d,1,2001-01-03T00:00:00.000001Z,6
                """);
    }

    @Test
    void takesEveryKeyThatAViewHasBetweenTwoMomentsInclusive() {
        toFile("last:*").ofKeys(FROM, UNTIL);
        assertThat(frame()).containsExactly("b 1 2001-01-03 00:00:00+00", "b 2 2001-01-03 00:00:00+00");
    }

    @Test
    void takesTheKeysOfWindowsAndOfViewsThatHaveLess() {
        toFile("sold:*", "shops:*").ofKeys(FROM, UNTIL);
        assertThat(frame())
                .containsExactly(
                        "b 1 2001-01-03 00:00:00+00", "c 1 2001-01-03 00:00:00+00", "b 2 2001-01-03 00:00:00+00");
    }

    @Test
    void takesTheKeysThatAStreamBroughtAfterItsHistory() {
        new TopicArchive(folder.resolve("archive"), "orders")
                .add(0, UNTIL, order("a", "2001-01-02T11:59:59Z", 1))
                .add(0, UNTIL, order("c", "2001-01-02T21:00:00Z", -1))
                .add(0, UNTIL, order("e", "2001-01-02T22:00:00Z", 1))
                .add(0, UNTIL.plusSeconds(1), order("f", "2001-01-03T00:00:01Z", 1))
                .publish();
        archive = EventArchive.of(folder.resolve("archive"));
        toFile("ordered:*").ofKeys(FROM, UNTIL);
        assertThat(frame()).containsExactly("b 1 2001-01-03 00:00:00+00", "e 1 2001-01-03 00:00:00+00");
        folder.resolve("frame.parquet").toFile().delete();
        toFile("orders_a_day:*").ofKeys(FROM, UNTIL);
        assertThat(frame())
                .containsExactly(
                        "b 1 2001-01-03 00:00:00+00", "c 1 2001-01-03 00:00:00+00", "e 1 2001-01-03 00:00:00+00");
    }

    private static String order(String shop, String at, int sold) {
        return "{\"shop\": \"%s\", \"item\": 1, \"at\": \"%s\", \"sold\": %d}".formatted(shop, at, sold);
    }

    @Test
    void takesTheRowsOfAQueryOverSourcesByTheirDeclaredTypes() {
        toFile("last:*")
                .ofQuery(
                        "SELECT shop, item, \"at\" AS event_timestamp FROM sales WHERE sold > 3 ORDER BY 3 -- newest\n;");
        assertThat(frame()).containsExactly("b 2 2001-01-02 13:00:00+00", "d 1 2001-01-03 00:00:00.000001+00");
    }

    @Test
    void writesOverNothing() throws IOException {
        Files.writeString(folder.resolve("frame.parquet"), "mine");
        assertThatThrownBy(() -> toFile("last:*"))
                .hasMessage("entity frame: " + folder.resolve("frame.parquet")
                        + " (expected: a Parquet file to be made, which is not there yet)");
        assertThat(folder.resolve("frame.parquet")).hasContent("mine");
    }

    @Test
    void makesNeitherObjectsNorText() {
        assertThatThrownBy(() -> maker("s3://lake/frame.parquet", "last:*"))
                .hasMessageStartingWith("entity frame: s3://lake/frame.parquet (expected: a Parquet file to be made");
        assertThatThrownBy(() -> maker("frame.csv", "last:*"))
                .hasMessageContaining("frame.csv (expected: a Parquet file to be made");
    }

    @Test
    void leavesNothingOfAQueryThatFails() {
        assertThatThrownBy(() -> toFile("last:*").ofQuery("SELECT shops FROM sales"))
                .hasMessageStartingWith("Cannot make an entity frame of the query: ")
                .hasMessageContaining("shops");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("sales.csv", "scratch");
    }

    private FrameMaker toFile(String... features) {
        return maker(folder.resolve("frame.parquet").toString(), features);
    }

    private FrameMaker maker(String frame, String... features) {
        TrainingSetRequest.Builder request = TrainingSetRequest.builder(
                        Revision.none("shops").next(definitions(), "test", "test", Instant.EPOCH))
                .repository(folder)
                .output(folder.resolve("set"));
        if (ObjectAddress.isAddress(frame)) {
            request.entities(ObjectAddress.parse(frame));
        } else {
            request.entities(Path.of(frame));
        }
        List.of(features).forEach(request::feature);
        if (archive != null) {
            request.archive(archive);
        }
        return new FrameMaker(LocalEngineConfig.of(folder.resolve("scratch")), request.build());
    }

    private List<String> frame() {
        return Duck.query("SELECT shop || ' ' || item || ' ' || event_timestamp AS text FROM read_parquet('"
                        + folder.resolve("frame.parquet") + "')")
                .stream()
                .map(row -> String.valueOf(row.get("text")))
                .toList();
    }

    private static Definitions definitions() {
        JoinKey shop = new JoinKey("shop", ScalarType.STRING);
        List<Feature> sold = List.of(new Feature("sold", ScalarType.INT64, "sold", null));
        List<Aggregation> count =
                List.of(new Aggregation("n", "count", null, List.of(Window.parse("24h")), null, WindowMode.SAWTOOTH));
        return new Definitions(List.of(
                new Entity("shop", List.of(shop), Metadata.NONE),
                new Entity("stock", List.of(shop, new JoinKey("item", ScalarType.INT64)), Metadata.NONE),
                new BatchSource("sales", BatchSource.Format.CSV, "sales.csv", "at", null, COLUMNS, Metadata.NONE),
                new StreamSource(
                        "orders",
                        "orders",
                        StreamSource.Format.JSON,
                        COLUMNS,
                        null,
                        "at",
                        null,
                        null,
                        Duration.ofDays(1),
                        StreamSource.DEFAULT_MAX_FUTURE_SKEW,
                        new StreamSource.History("sales", Instant.parse("2001-01-02T12:00:00Z"), Duration.ZERO),
                        Metadata.NONE),
                view("last", "sales", "stock", "sold > 0", sold, List.of()),
                view("shops", "sales", "shop", null, sold, List.of()),
                view("sold", "sales", "stock", null, List.of(), count),
                view("ordered", "orders", "stock", "sold > 0", sold, List.of()),
                view("orders_a_day", "orders", "stock", null, List.of(), count)));
    }

    private static FeatureView view(
            String name,
            String source,
            String entity,
            @Nullable String where,
            List<Feature> features,
            List<Aggregation> aggregations) {
        return new FeatureView(
                name,
                List.of(entity),
                source,
                Map.of(),
                where,
                features,
                aggregations,
                null,
                true,
                true,
                Metadata.NONE);
    }
}
