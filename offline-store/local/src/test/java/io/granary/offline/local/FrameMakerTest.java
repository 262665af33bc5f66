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
import io.granary.core.definition.Window;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import io.granary.offline.engine.Duck;
import io.granary.offline.engine.TrainingSetRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @TempDir
    private Path folder;

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
        List<Window> windows = List.of(Window.parse("24h"));
        return new Definitions(List.of(
                new Entity("shop", List.of(shop), Metadata.NONE),
                new Entity("stock", List.of(shop, new JoinKey("item", ScalarType.INT64)), Metadata.NONE),
                new BatchSource(
                        "sales",
                        BatchSource.Format.CSV,
                        "sales.csv",
                        "at",
                        null,
                        List.of(
                                new Column("shop", ScalarType.STRING),
                                new Column("item", ScalarType.INT64),
                                new Column("at", ScalarType.TIMESTAMP),
                                new Column("sold", ScalarType.INT64)),
                        Metadata.NONE),
                view("last", "stock", "sold > 0", sold, List.of()),
                view("shops", "shop", null, sold, List.of()),
                view(
                        "sold",
                        "stock",
                        null,
                        List.of(),
                        List.of(new Aggregation("n", "count", null, windows, null, WindowMode.SAWTOOTH)))));
    }

    private static FeatureView view(
            String name,
            String entity,
            @Nullable String where,
            List<Feature> features,
            List<Aggregation> aggregations) {
        return new FeatureView(
                name,
                List.of(entity),
                "sales",
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
