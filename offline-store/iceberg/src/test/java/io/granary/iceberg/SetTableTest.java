package io.granary.iceberg;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.SnapshotColumn;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest.ExistingOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training sets that become the rows of tables. */
@Timeout(60)
final class SetTableTest {

    private static final String ROW = "SELECT 'ann' AS driver, 3.5::DOUBLE AS miles, 7::BIGINT AS n,"
            + " TIMESTAMPTZ '2026-01-01 10:00:00.000001Z' AS event_timestamp, ['x', NULL] AS tags,"
            + " MAP {'a': 1.5::DOUBLE} AS rates, 1.25::DECIMAL(9, 2) AS fare, DATE '2026-01-01' AS day,"
            + " true AS late, 1.5::FLOAT AS part, 2::SMALLINT AS size, 'b'::BLOB AS raw";

    @TempDir
    private Path folder;

    private SqliteCatalog written;
    private IcebergCatalogs catalogs;
    private SetTable table;

    @BeforeEach
    void open() {
        written = new SqliteCatalog(folder);
        catalogs = new IcebergCatalogs(Map.of("lake", written.config()));
        table = catalogs.sets("lake.trips.sets");
    }

    @AfterEach
    void close() {
        catalogs.close();
        written.close();
    }

    @Test
    void makesATableWithTheColumnsOfTheSet() {
        TrainingSetManifest set = commit(ROW, ExistingOutput.REFUSE);
        TableSnapshot snapshot = catalogs.snapshot("lake.trips.sets", SnapshotChoice.NEWEST);
        assertThat(snapshot.version()).isEqualTo(set.table());
        assertThat(snapshot.files()).hasSize(2);
        assertThat(snapshot.columns())
                .containsExactly(
                        new SnapshotColumn(1, "driver", "string"),
                        new SnapshotColumn(2, "miles", "double"),
                        new SnapshotColumn(3, "n", "long"),
                        new SnapshotColumn(4, "event_timestamp", "timestamptz"),
                        new SnapshotColumn(5, "tags", "list<string>"),
                        new SnapshotColumn(6, "rates", "map<string, double>"),
                        new SnapshotColumn(7, "fare", "decimal(9, 2)"),
                        new SnapshotColumn(8, "day", "date"),
                        new SnapshotColumn(9, "late", "boolean"),
                        new SnapshotColumn(10, "part", "float"),
                        new SnapshotColumn(11, "size", "int"),
                        new SnapshotColumn(12, "raw", "binary"));
    }

    @Test
    void keepsTheManifestWithTheSnapshot() {
        TrainingSetManifest set = commit(ROW, ExistingOutput.REFUSE);
        StoredSet stored = table.set(SnapshotChoice.NEWEST);
        assertThat(stored.manifest()).isEqualTo(set);
        assertThat(set.files()).allSatisfy(file -> {
            Path path = stored.folder().resolve(file.path());
            assertThat(Files.size(path)).isEqualTo(file.bytes());
        });
        assertThat(stored.folder().resolve(TrainingSetManifest.FILE_NAME)).doesNotExist();
        assertThat(table.sets()).containsExactly(stored);
        assertThat(EngineSet.ids(stored.folder().resolve("rows-00001.parquet")))
                .containsEntry("raw", 12)
                .containsEntry("element", 13)
                .containsEntry("key", 14)
                .containsEntry("value", 15);
    }

    @Test
    void replacesASetOnlyWhenToldAndStillReadsTheOneBefore() {
        TrainingSetManifest first = commit(ROW, ExistingOutput.REFUSE);
        assertThatThrownBy(() -> table.prepare(ExistingOutput.REFUSE))
                .hasMessageStartingWith("output: Iceberg table lake.trips.sets (expected: a table that does not exist");
        TrainingSetManifest second = commit(ROW, ExistingOutput.REPLACE);
        assertThat(catalogs.snapshot("lake.trips.sets", SnapshotChoice.NEWEST).files())
                .hasSize(2);
        assertThat(table.sets()).extracting(StoredSet::manifest).containsExactly(first, second);
        assertThat(table.set(new SnapshotChoice.OfId(
                                requireNonNull(first.table()).snapshotId()))
                        .manifest())
                .isEqualTo(first);
    }

    @Test
    void ofTwoJobsAtATimeOneIsTheTableAndTheOtherLeavesNothing() {
        Path one = table.prepare(ExistingOutput.REFUSE);
        Path other = table.prepare(ExistingOutput.REFUSE);
        TrainingSetManifest late = EngineSet.write(other, ROW);
        TrainingSetManifest set = table.commit(one, EngineSet.write(one, ROW), ExistingOutput.REFUSE);
        assertThatThrownBy(() -> table.commit(other, late, ExistingOutput.REFUSE))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageStartingWith("Cannot write Iceberg table lake.trips.sets: somebody else did meanwhile: ");
        assertThat(other).doesNotExist();
        assertThat(table.set(SnapshotChoice.NEWEST).manifest()).isEqualTo(set);
    }

    @Test
    void followsTheIdsOfATableThatIsThere() {
        written.create(
                "sets",
                new Schema(
                        Types.NestedField.optional(1, "gone", Types.LongType.get()),
                        Types.NestedField.optional(2, "n", Types.LongType.get()),
                        Types.NestedField.optional(3, "driver", Types.StringType.get())));
        assertThatThrownBy(() -> commit("SELECT 'ann' AS driver, 7::INTEGER AS n", ExistingOutput.REFUSE))
                .hasMessage(
                        "Cannot write Iceberg table lake.trips.sets: its columns are not the set's: n is int, in the"
                                + " table long; gone is in the table only");
        written.catalog()
                .loadTable(written.id("sets"))
                .updateSchema()
                .deleteColumn("gone")
                .commit();
        TrainingSetManifest set = commit("SELECT 'ann' AS driver, 7::BIGINT AS n", ExistingOutput.REFUSE);
        assertThat(EngineSet.ids(table.set(SnapshotChoice.NEWEST)
                        .folder()
                        .resolve(set.files().get(0).path())))
                .containsEntry("driver", 3)
                .containsEntry("n", 2);
    }

    @Test
    void refusesNullsWhereTheTableHasNone() {
        written.create("sets", new Schema(Types.NestedField.required(1, "driver", Types.StringType.get())));
        assertThatThrownBy(() -> commit("SELECT 'ann' AS driver", ExistingOutput.REFUSE, EngineSet.column("driver", 3)))
                .hasMessageEndingWith("driver has 3 nulls, in the table it is required");
    }

    @Test
    void refusesWhatTablesCannotHold() {
        assertThatThrownBy(() -> commit("SELECT uuid() AS id", ExistingOutput.REFUSE))
                .hasMessageStartingWith("Cannot write column 'id' to an Iceberg table: it has no type for ");
        assertThat(folder.resolve("warehouse/trips/sets/data")).isEmptyDirectory();
        Schema days = new Schema(Types.NestedField.optional(1, "day", Types.DateType.get()));
        written.catalog()
                .createTable(
                        written.id("sets"),
                        days,
                        PartitionSpec.builderFor(days).identity("day").build());
        assertThatThrownBy(() -> table.prepare(ExistingOutput.REPLACE))
                .hasMessage("Cannot write Iceberg table lake.trips.sets: it has partitions, a training set has none");
    }

    @Test
    void saysThatASnapshotIsNoTrainingSet() {
        assertThatThrownBy(() -> table.set(SnapshotChoice.NEWEST))
                .hasMessage("Cannot read Iceberg table lake.trips.sets: its catalog does not have it");
        WrittenTable other =
                written.create("sets", new Schema(Types.NestedField.optional(1, "driver", Types.StringType.get())));
        other.append("SELECT 'ann' AS driver");
        assertThatThrownBy(() -> table.set(SnapshotChoice.NEWEST))
                .hasMessage("Cannot read snapshot " + other.snapshot() + ": it is no training set");
        assertThat(table.sets()).isEmpty();
    }

    @Test
    void deletesWhatAKilledJobLeftAndNothingElse() throws Exception {
        Path used = byDead(table.prepare(ExistingOutput.REFUSE));
        table.commit(used, EngineSet.write(used, ROW), ExistingOutput.REFUSE);
        Path unknown = Files.createDirectory(byDead(table.prepare(ExistingOutput.REPLACE)));
        Path mine = table.prepare(ExistingOutput.REPLACE);
        Path left = byDead(mine);
        Path building = Files.createDirectory(left.resolveSibling("." + left.getFileName() + ".building.1"));
        EngineSet.write(mine, ROW);
        EngineSet.write(left, ROW);
        Files.createFile(used.resolve(TrainingSetManifest.FILE_NAME));

        table.prepare(ExistingOutput.REPLACE);
        assertThat(left).as("whole, but no table's").doesNotExist();
        assertThat(building).doesNotExist();
        assertThat(used).as("killed after its commit").exists();
        assertThat(unknown)
                .as("committed to a table of another name, or expired")
                .exists();
        assertThat(mine).as("of a process that runs").exists();
    }

    /** As the folder would be called if a process had made it that is gone. */
    private static Path byDead(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return folder.resolveSibling(folder.getFileName()
                .toString()
                .replace("-" + ProcessHandle.current().pid() + "-", "-" + process.pid() + "-"));
    }

    private TrainingSetManifest commit(String query, ExistingOutput existing, TrainingSetColumn... columns) {
        Path set = table.prepare(existing);
        return table.commit(set, EngineSet.write(set, query, columns), existing);
    }
}
