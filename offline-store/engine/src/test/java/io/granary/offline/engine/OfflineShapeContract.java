package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Samples and parts of a training set: the same rows from every engine, which the pinned places prove. */
public abstract class OfflineShapeContract extends OfflineContract {

    private static final int ROWS = 600;
    private static final int SHOPS = 40;
    private static final Instant START = Instant.parse("2001-01-02T00:00:00Z");

    @BeforeEach
    void startFrame() {
        project.table("sales", SALES, "s1,2001-01-01T00:00:00Z,7", "s2,2001-01-01T00:00:00Z,9")
                .view("last", "shop", "sales", null, "sold INT64");
        List<String> lines = new ArrayList<>(List.of("shop,event_timestamp,label,x"));
        for (int i = 0; i < ROWS; i++) {
            lines.add("s" + i * 7 % SHOPS + "," + START.plusSeconds(i / 2 * 60L) + "," + i + "," + i * 0.5);
        }
        entities(lines.toArray(String[]::new));
    }

    @Test
    void splitsByTimeSoThatRowsOfOneMomentStayTogether() {
        TrainingSetManifest manifest = build(split("time:0.7,0.15,0.15"));
        assertThat(manifest.parts()).extracting(SetPart::name).containsExactly("train", "validation", "test");
        assertThat(manifest.parts()).extracting(SetPart::rows).containsExactly(420L, 90L, 90L);
        assertThat(manifest.parts())
                .extracting(SetPart::from)
                .containsExactly(null, START.plusSeconds(210 * 60), START.plusSeconds(255 * 60));
        assertThat(labels("train")).containsExactlyElementsOf(numbers(0, 420));
        assertThat(labels("validation")).containsExactlyElementsOf(numbers(420, 510));
        assertThat(labels("test")).containsExactlyElementsOf(numbers(510, 600));
        assertThat(output().resolve("rows-00000.parquet")).doesNotExist();
        assertThat(manifest.files())
                .extracting(FileVersion::path)
                .containsExactlyElementsOf(manifest.parts().stream()
                        .flatMap(part -> part.files().stream())
                        .toList())
                .contains("train/rows-00000.parquet", "test/rows-00000.parquet");
    }

    @Test
    void splitsAtMomentsThatBelongToTheLaterPart() {
        TrainingSetManifest manifest = build(split("time:2001-01-02T01:00:00Z"));
        assertThat(labels("train")).containsExactlyElementsOf(numbers(0, 120));
        assertThat(labels("test")).containsExactlyElementsOf(numbers(120, ROWS));
        assertThat(manifest.recipe().shape().split())
                .isEqualTo(SetSplit.parse("time:2001-01-02T01:00:00Z", List.of(), 0));
    }

    @Test
    void putsAnEntityIntoOnePartOnly() {
        build(split("entity:0.6,0.2,0.2"));
        Map<String, Set<Object>> shops = new TreeMap<>();
        for (String part : List.of("train", "validation", "test")) {
            shops.put(part, new HashSet<>(values(part, "shop")));
        }
        assertThat(shops.values().stream().mapToInt(Set::size).sum()).isEqualTo(SHOPS);
        assertThat(shops.get("test"))
                .containsExactlyInAnyOrder(
                        "s5", "s8", "s12", "s13", "s16", "s21", "s22", "s23", "s26", "s29", "s31", "s36");
    }

    @Test
    void splitsByHashTheSameWhateverIsAskedAndInWhichOrder() {
        build(split("hash:0.8,0.2"));
        List<Object> test = labels("test");
        assertThat(test).hasSizeBetween(80, 160).startsWith(2L, 9L, 20L, 26L, 27L);
    }

    @Test
    void takesANumberOfRowsInTheirOrder() {
        TrainingSetManifest manifest = build(ask(new SetShape(FrameSample.parse("50", 3), null, null)));
        assertThat(manifest.rows()).isEqualTo(50);
        List<Object> taken = labels("");
        assertThat(taken).hasSize(50).startsWith(4L, 27L, 44L, 45L);
        build(ask(new SetShape(FrameSample.parse("50", 4), null, null)));
        assertThat(labels("")).hasSize(50).isNotEqualTo(taken);
    }

    @Test
    void takesAShareOfRowsAndSplitsThem() {
        TrainingSetManifest manifest = build(
                ask(new SetShape(FrameSample.parse("0.5", 3), SetSplit.parse("hash:0.5,0.5", List.of(), 3), null)));
        assertThat(manifest.rows()).isBetween(260L, 340L);
        assertThat(manifest.parts()).allSatisfy(part -> assertThat(part.rows()).isBetween(100L, 200L));
        assertThat(manifest.parts().stream().mapToLong(SetPart::rows).sum()).isEqualTo(manifest.rows());
    }

    @Test
    void takesAllRowsWhenThereAreFewer() {
        assertThat(build(ask(new SetShape(FrameSample.parse("601", 3), null, null)))
                        .rows())
                .isEqualTo(ROWS);
    }

    @Test
    void keepsSampledAnswersWithTheirRows() {
        build(ask(
                new SetShape(FrameSample.parse("200", 1), SetSplit.parse("entity:0.5,0.5", List.of("shop"), 1), null)));
        for (String part : List.of("train", "test")) {
            for (Map<String, @Nullable Object> row : rows(part)) {
                Long sold = switch (String.valueOf(row.get("shop"))) {
                    case "s1" -> 7L;
                    case "s2" -> 9L;
                    default -> null;
                };
                assertThat(row.get("last__sold")).isEqualTo(sold);
            }
        }
    }

    @Test
    void refusesAPartWithoutRows() {
        assertThatThrownBy(() -> build(split("time:2030-01-01T00:00:00Z")))
                .isInstanceOf(GranaryException.class)
                .hasMessage("Cannot split 600 entity rows by time:2030-01-01T00:00:00Z: no row is in part 'test'");
        assertThat(output()).doesNotExist();
        entities("shop,event_timestamp");
        assertThatThrownBy(() -> build(split("time:0.5,0.5")))
                .hasMessage("Cannot split 0 entity rows by time:0.5,0.5: no row is in part 'train'");
    }

    @Test
    void asksWhichEntityIsMeant() {
        project.table("stock", "shop STRING, item INT64, at TIMESTAMP, n INT64", "s1,1,2001-01-01T00:00:00Z,7")
                .view("left", "stock", "stock", null, "n INT64");
        entities("shop,item,event_timestamp", "s1,1,2001-01-02T00:00:00Z");
        assertThatThrownBy(() -> build(split("entity:0.5,0.5").feature("left:n")))
                .hasMessage("split columns: [] (expected: the columns of the entity that is to be in one part only, as"
                        + " views have different ones: [item, shop], [shop])");
        assertThatThrownBy(() ->
                        build(ask(new SetShape(null, SetSplit.parse("entity:0.5,0.5", List.of("town"), 0), null))))
                .hasMessage("split columns: town (expected: one of [shop, item, event_timestamp])");
        assertThat(Files.exists(output())).isFalse();
    }

    private TrainingSetRequest.Builder split(String text) {
        return ask(new SetShape(null, SetSplit.parse(text, List.of(), 0), null));
    }

    private TrainingSetRequest.Builder ask(SetShape shape) {
        return ask().feature("last:sold").shape(shape).replacingOutput();
    }

    private List<Object> labels(String part) {
        return values(part, "label").stream()
                .map(label -> (Object) ((Number) label).longValue())
                .toList();
    }

    private List<Object> values(String part, String column) {
        List<Object> values = new ArrayList<>();
        rows(part).forEach(row -> {
            Object value = row.get(column);
            if (value != null) {
                values.add(value);
            }
        });
        return values;
    }

    private List<Map<String, @Nullable Object>> rows(String part) {
        return Duck.trainingSet(output().resolve(part));
    }

    private static List<Object> numbers(long from, long to) {
        List<Object> numbers = new ArrayList<>();
        for (long i = from; i < to; i++) {
            numbers.add(i);
        }
        return numbers;
    }
}
