package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Metadata;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine does with snapshots of tables. */
public abstract class OfflineSnapshotsContract extends OfflineContract {

    private static final List<SnapshotColumn> COLUMNS = List.of(
            new SnapshotColumn(2, "shop", "string"),
            new SnapshotColumn(3, "at", "timestamptz"),
            new SnapshotColumn(1, "sold", "long"),
            new SnapshotColumn(9, "share", "double"));
    private static final String FIRST =
            "SELECT 'a' AS store, TIMESTAMPTZ '2001-01-01 00:00:00Z' AS \"at\", 7::INTEGER AS sold, 1.5::FLOAT AS part";
    private static final String FIRST_IDS = "store: 2, \"at\": 3, sold: 1, part: 9";
    private static final String SECOND =
            "SELECT 9::BIGINT AS n, 'b' AS shop, TIMESTAMPTZ '2001-01-01 00:00:00Z' AS \"at\", 'x' AS sold";

    @BeforeEach
    void defineTable() {
        project.define(new BatchSource(
                        "sales", BatchSource.Format.ICEBERG, "lake.sales", "at", null, null, Metadata.NONE))
                .view("last", "shop", "sales", null, "sold INT64", "share FLOAT64");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z", "b,2001-01-02T00:00:00Z");
    }

    @Test
    void findsColumnsByTheirIdsWhateverTheirNamesWere() {
        TrainingSetManifest manifest = build(ask().feature("last:*").snapshot("sales", sales(COLUMNS)));
        assertThat(column("last__sold")).containsExactly(7L, 9L);
        assertThat(column("last__share")).containsExactly(1.5, null);
        assertThat(manifest).isEqualTo(TrainingSetManifestJson.read(output()));
        SourceVersion source = manifest.sources().get(0);
        assertThat(source.snapshot()).isEqualTo(sales(COLUMNS).version());
        assertThat(source.files()).hasSize(2);
        assertThat(Duck.trainingSet(output()).get(0)).doesNotContainKey("day");
    }

    @Test
    void readsATableWithoutRows() {
        build(ask().feature("last:*").snapshot("sales", SnapshotFiles.snapshot(folder.resolve("sales"), COLUMNS)));
        assertThat(column("last__sold")).containsExactly(null, null);
    }

    @Test
    void keepsAllColumnsOfAnEntityFrame() {
        TableSnapshot frame = SnapshotFiles.snapshot(
                folder.resolve("labels"),
                List.of(
                        new SnapshotColumn(1, "shop", "string"),
                        new SnapshotColumn(2, "event_timestamp", "timestamp"),
                        new SnapshotColumn(3, "price", "decimal(9, 2)"),
                        new SnapshotColumn(4, "tags", "list<string>"),
                        new SnapshotColumn(5, "day", "date")),
                SnapshotFiles.write(
                        folder.resolve("labels/day=1/1.parquet"),
                        "SELECT 'b' AS shop, TIMESTAMP '2001-01-02 00:00:00' AS event_timestamp,"
                                + " 1.25::DECIMAL(9, 2) AS price, ['x', 'y'] AS tags, DATE '2001-01-03' AS day",
                        "shop: 1, event_timestamp: 2, price: 3, tags: 4, day: 5"));
        TrainingSetManifest manifest =
                build(ask().entities(frame).feature("last:sold").snapshot("sales", sales(COLUMNS)));
        assertThat(Duck.trainingSet(output()).get(0).values().stream().map(String::valueOf))
                .containsExactly("b", "2001-01-02T00:00Z", "1.25", "[x, y]", "2001-01-03", "9");
        assertThat(manifest.recipe().entityTable()).isEqualTo(frame.version());
        assertThat(manifest.entities()).hasSize(1);
        TableSnapshot places = new TableSnapshot(
                frame.version(), frame.location(), frame.columns(), List.of("place struct<...>"), frame.files());
        assertThatThrownBy(() -> build(ask().entities(places)
                        .feature("last:sold")
                        .snapshot("sales", sales(COLUMNS))
                        .replacingOutput()))
                .hasMessageStartingWith("entity frame columns: [place struct<...>] (expected: ");
    }

    @Test
    void namesAColumnThatTheTableLacks() {
        TableSnapshot sales = sales(COLUMNS.subList(0, 3));
        TableSnapshot places = new TableSnapshot(
                sales.version(), sales.location(), sales.columns(), List.of("share struct<...>"), sales.files());
        assertThatThrownBy(() -> build(ask().feature("last:*").snapshot("sales", places)))
                .hasMessageContaining("share");
        assertThat(output()).doesNotExist();
    }

    @Test
    void refusesFilesWhoseColumnsHaveNoIds() {
        Duck.run("COPY (SELECT 'a' AS shop, TIMESTAMPTZ '2001-01-01 00:00:00Z' AS \"at\", 7::BIGINT AS sold,"
                + " 1.5::DOUBLE AS share) TO '" + folder + "/imported.parquet'");
        TableSnapshot imported = SnapshotFiles.snapshot(folder, COLUMNS, folder.resolve("imported.parquet"));
        assertThatThrownBy(() -> build(ask().feature("last:*").snapshot("sales", imported)))
                .hasStackTraceContaining("imported.parquet")
                .hasStackTraceContaining("ield ");
        assertThat(output()).doesNotExist();
    }

    @Test
    void readsNoTableWithoutBeingToldWhichVersion() {
        assertThatThrownBy(() -> build(ask().feature("last:*")))
                .hasMessage("Cannot read source 'sales' at rest: no catalog was asked for Iceberg table lake.sales");
    }

    private TableSnapshot sales(List<SnapshotColumn> columns) {
        return SnapshotFiles.snapshot(
                folder.resolve("sales"),
                columns,
                SnapshotFiles.write(folder.resolve("sales/day=1/1.parquet"), FIRST, FIRST_IDS),
                SnapshotFiles.write(
                        folder.resolve("sales/day=2/2.parquet"), SECOND, "n: 1, shop: 2, \"at\": 3, sold: 77"));
    }
}
