package io.granary.iceberg;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.offline.engine.Since;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest.ExistingOutput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables that Iceberg's own catalogs wrote. That of JDBC is in the other tests. */
@Timeout(60)
final class CatalogKindsTest {

    private static final Schema SCHEMA = new Schema(Types.NestedField.required(1, "driver", Types.StringType.get()));

    private static final String ROW = "SELECT 'ann' AS driver";

    @TempDir
    private Path folder;

    @Test
    void findsTablesOfAHadoopCatalog() throws IOException {
        try (HadoopCatalog hadoop = new HadoopCatalog(new Configuration(), folder.toString());
                IcebergCatalogs catalogs = new IcebergCatalogs(Map.of("lake", new CatalogConfig.Hadoop(folder)))) {
            WrittenTable table = new WrittenTable(hadoop.createTable(TableIdentifier.of("a", "b", "done"), SCHEMA));
            for (int i = 0; i < 10; i++) {
                table.append(ROW);
            }
            Since.Snapshot last = new Since.Snapshot(table.snapshot(), null);
            table.append(ROW);
            TableSnapshot snapshot = catalogs.snapshot("lake.a.b.done", SnapshotChoice.NEWEST);
            assertThat(snapshot.version().snapshotId()).isEqualTo(table.snapshot());
            assertThat(snapshot.files()).hasSize(11);
            assertThat(catalogs.increment(last, snapshot.version(), null).appended())
                    .isEqualTo(
                            new Since.Appended(last.id(), List.of(folder.resolve("a/b/done/data/day=1/11.parquet"))));
            assertThat(snapshot.location()).isEqualTo(folder.resolve("a/b/done"));
            assertThatThrownBy(() -> catalogs.columns("lake.a.done"))
                    .hasMessageContaining("its catalog does not have it (there is no table in " + folder);
        }
    }

    @Test
    void findsTablesOfARestCatalog() throws IOException {
        try (SqliteCatalog tables = new SqliteCatalog(folder);
                RestServer server = RestServer.start(tables.catalog(), "token")) {
            WrittenTable table = tables.create("done", SCHEMA).append("SELECT 'ann' AS driver");
            assertThat(read(server.address(), "token").version().snapshotId()).isEqualTo(table.snapshot());
            assertThatThrownBy(() -> read(server.address(), "other"))
                    .hasMessageStartingWith("Cannot read Iceberg table lake.trips.done: ")
                    .hasMessageNotContaining("other");
        }
    }

    @Test
    void makesTablesThatAHadoopCatalogGoesOnWith() throws IOException {
        try (HadoopCatalog hadoop = new HadoopCatalog(new Configuration(), folder.toString());
                IcebergCatalogs catalogs = new IcebergCatalogs(Map.of("lake", new CatalogConfig.Hadoop(folder)))) {
            SetTable sets = catalogs.sets("lake.a.b.sets");
            Path late = sets.prepare(ExistingOutput.REFUSE);
            TrainingSetManifest first = commit(sets);
            assertThatThrownBy(() -> sets.commit(late, EngineSet.write(late, ROW), ExistingOutput.REFUSE))
                    .hasMessageContaining("somebody else did meanwhile");
            Table table = hadoop.loadTable(TableIdentifier.of("a", "b", "sets"));
            assertThat(table.currentSnapshot().snapshotId())
                    .isEqualTo(requireNonNull(first.table()).snapshotId());
            new WrittenTable(table).append(ROW);
            TrainingSetManifest second = commit(sets);
            table.refresh();
            assertThat(table.snapshots()).hasSize(3);
            assertThat(table.currentSnapshot().snapshotId())
                    .isEqualTo(requireNonNull(second.table()).snapshotId());
        }
    }

    @Test
    void makesTablesOfARestCatalog() throws IOException {
        try (SqliteCatalog tables = new SqliteCatalog(folder);
                RestServer server = RestServer.start(tables.catalog(), "token");
                IcebergCatalogs catalogs = new IcebergCatalogs(Map.of("lake", config(server.address(), "token")))) {
            SetTable sets = catalogs.sets("lake.trips.sets");
            commit(sets);
            TrainingSetManifest second = commit(sets);
            assertThat(sets.set(SnapshotChoice.NEWEST).manifest()).isEqualTo(second);
            assertThat(tables.catalog().loadTable(tables.id("sets")).snapshots())
                    .hasSize(2);
        }
    }

    private static TrainingSetManifest commit(SetTable sets) {
        Path set = sets.prepare(ExistingOutput.REPLACE);
        return sets.commit(set, EngineSet.write(set, ROW), ExistingOutput.REPLACE);
    }

    private CatalogConfig.Rest config(URI address, String token) {
        return new CatalogConfig.Rest(address, null, token, null, folder.resolve("warehouse"));
    }

    private TableSnapshot read(URI address, String token) {
        CatalogConfig.Rest config = config(address, token);
        assertThat(config.toString()).doesNotContain("token");
        try (IcebergCatalogs catalogs = new IcebergCatalogs(Map.of("lake", config))) {
            return catalogs.snapshot("lake.trips.done", SnapshotChoice.NEWEST);
        }
    }
}
