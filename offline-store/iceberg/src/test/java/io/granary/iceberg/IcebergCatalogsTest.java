package io.granary.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.type.Column;
import io.granary.core.type.ListType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.SnapshotColumn;
import io.granary.offline.engine.TableSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IcebergCatalogsTest {

    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "driver", Types.StringType.get()),
            Types.NestedField.optional(2, "miles", Types.IntegerType.get()),
            Types.NestedField.optional(3, "at", Types.TimestampType.withZone()),
            Types.NestedField.optional(4, "fare", Types.DecimalType.of(9, 2)),
            Types.NestedField.optional(5, "stops", Types.ListType.ofOptional(6, Types.LongType.get())),
            Types.NestedField.optional(
                    7, "place", Types.StructType.of(Types.NestedField.optional(8, "x", Types.DoubleType.get()))));
    private static final String ROW =
            "SELECT 'ann' AS driver, 3 AS miles, TIMESTAMPTZ '2026-01-01 10:00:00Z' AS \"at\","
                    + " 1.5::DECIMAL(9, 2) AS fare, [1::BIGINT] AS stops, {'x': 1.0::DOUBLE} AS place";

    @TempDir
    private Path folder;

    private SqliteCatalog written;
    private WrittenTable table;
    private IcebergCatalogs catalogs;

    @BeforeEach
    void write() {
        written = new SqliteCatalog(folder);
        table = written.create("done", SCHEMA);
        catalogs = new IcebergCatalogs(Map.of("lake", written.config()));
    }

    @AfterEach
    void close() {
        catalogs.close();
        written.close();
    }

    @Test
    void saysWhatTheNewestSnapshotIsMadeOf() {
        table.append(ROW).append(ROW);
        TableSnapshot snapshot = newest();
        assertThat(snapshot.version().table()).isEqualTo("lake.trips.done");
        assertThat(snapshot.version().snapshotId()).isEqualTo(table.snapshot());
        assertThat(snapshot.files())
                .hasSize(2)
                .allSatisfy(file -> assertThat(file).exists());
        assertThat(snapshot.columns())
                .containsExactly(
                        new SnapshotColumn(1, "driver", "string"),
                        new SnapshotColumn(2, "miles", "int"),
                        new SnapshotColumn(3, "at", "timestamptz"),
                        new SnapshotColumn(4, "fare", "decimal(9, 2)"),
                        new SnapshotColumn(5, "stops", "list<long>"));
        assertThat(snapshot.unreadable()).containsExactly("place struct<8: x: optional double>");
        assertThat(catalogs.columns("lake.trips.done"))
                .containsExactly(
                        new Column("driver", ScalarType.STRING),
                        new Column("miles", ScalarType.INT32),
                        new Column("at", ScalarType.TIMESTAMP),
                        new Column("stops", new ListType(ScalarType.INT64)));
    }

    @Test
    void findsSnapshotsByIdAndByMoment() {
        table.append(ROW);
        long first = table.snapshot();
        Instant moment = Instant.ofEpochMilli(table.table().currentSnapshot().timestampMillis());
        table.append(ROW);
        assertThat(choose(String.valueOf(first)).files()).hasSize(1);
        assertThat(choose(moment.toString()).version().snapshotId()).isIn(first, table.snapshot());
        assertThat(choose(Instant.now().plusSeconds(1).toString()).files()).hasSize(2);
        assertThatThrownBy(() -> choose("2001-01-01T00:00:00Z"))
                .hasMessage(
                        "Cannot read Iceberg table lake.trips.done: it has no snapshot of 2001-01-01T00:00:00Z or before");
        assertThatThrownBy(() -> choose("7"))
                .hasMessage("Cannot read Iceberg table lake.trips.done: it has no snapshot 7, or no longer");
        assertThatThrownBy(() -> choose("yesterday"))
                .hasMessage("--snapshot: 'yesterday' (expected: the id of a snapshot, or a moment such as"
                        + " 2026-01-31T00:00:00Z)");
    }

    @Test
    void readsASnapshotWithTheColumnsItWasReadWith() {
        table.append(ROW);
        TableSnapshot before = newest();
        table.table().updateSchema().renameColumn("miles", "distance").commit();
        TableSnapshot after = newest();
        assertThat(after.columns()).contains(new SnapshotColumn(2, "distance", "int"));
        assertThat(choose(String.valueOf(table.snapshot())).columns()).contains(new SnapshotColumn(2, "miles", "int"));
        assertThat(catalogs.snapshot("lake.trips.done", new SnapshotChoice.Recorded(before.version())))
                .isEqualTo(before);
        assertThat(catalogs.snapshot("lake.trips.done", new SnapshotChoice.Recorded(after.version())))
                .isEqualTo(after);
        assertThat(catalogs.has(before.version())).isTrue();
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(this::newest)
                .hasMessage("Cannot read Iceberg table lake.trips.done: nothing was written to it yet");
        assertThatThrownBy(() -> catalogs.columns("lake.trips.none"))
                .hasMessageStartingWith("Cannot read Iceberg table lake.trips.none: its catalog does not have it");
        assertThatThrownBy(() -> catalogs.columns("sea.trips.done"))
                .hasMessage("catalog of Iceberg table sea.trips.done: 'sea' (expected: one of [lake])");
        assertThatThrownBy(() -> catalogs.columns("lake..done"))
                .hasMessage("Iceberg table: 'lake..done' (expected: catalog.namespace.table)");
        assertThatThrownBy(() -> new IcebergCatalogs(Map.of()).columns("lake.trips.done"))
                .hasMessageContaining("a catalog of the file that --iceberg-catalogs names; none is named");
    }

    @Test
    void doesNotMakeACatalogWhereThereIsNone() {
        CatalogConfig none =
                new CatalogConfig.Jdbc("jdbc:sqlite:" + folder.resolve("other.db"), "writers", "me", "secret", folder);
        assertThat(none.toString()).doesNotContain("secret");
        try (IcebergCatalogs other = new IcebergCatalogs(Map.of("lake", none))) {
            assertThatThrownBy(() -> other.columns("lake.trips.done"))
                    .hasMessageStartingWith("Cannot read Iceberg table lake.trips.done: ");
        }
    }

    private TableSnapshot newest() {
        return catalogs.snapshot("lake.trips.done", SnapshotChoice.NEWEST);
    }

    private TableSnapshot choose(String text) {
        return catalogs.snapshot("lake.trips.done", SnapshotChoice.parse("--snapshot", text));
    }
}
