package io.granary.iceberg;

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
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.TableSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a materialization reads of a table that its views read last in different snapshots. */
final class SnapshotChooserTest {

    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "driver", Types.StringType.get()),
            Types.NestedField.required(2, "at", Types.TimestampType.withZone()));
    private static final String ROW = "SELECT 'ann' AS driver, TIMESTAMPTZ '2026-01-01' AS \"at\"";

    @TempDir
    private Path folder;

    @Test
    void eachViewTakesWhatCameSinceItsLastRunAndEverythingWhereThatIsUnknown() {
        try (SqliteCatalog written = new SqliteCatalog(folder);
                IcebergCatalogs catalogs = new IcebergCatalogs(Map.of("lake", written.config()))) {
            WrittenTable table = written.create("done", SCHEMA).append(ROW);
            long first = table.snapshot();
            long second = table.append(ROW).snapshot();
            Since.Moment moment = new Since.Moment(Since.Clock.EVENT, Instant.EPOCH);
            MaterializationRequest chosen = new SnapshotChooser(catalogs)
                    .choose(request(Map.of(
                            "behind", new Since.Snapshot(first, null),
                            "newest", new Since.Snapshot(second, null),
                            "lost", new Since.Snapshot(7, null),
                            "dated", moment)));
            assertThat(chosen.snapshots().get("trips")).isInstanceOfSatisfying(TableSnapshot.class, trips -> {
                assertThat(trips.version().snapshotId()).isEqualTo(second);
                assertThat(trips.files()).hasSize(2);
                assertThat(chosen.since())
                        .isEqualTo(Map.of(
                                "behind",
                                new Since.Appended(first, trips.files().subList(1, 2)),
                                "newest",
                                new Since.Appended(second, List.of()),
                                "dated",
                                moment));
            });
        }
    }

    private MaterializationRequest request(Map<String, Since> since) {
        Definitions definitions = new Definitions(List.of(
                new Entity("driver", List.of(new JoinKey("driver", ScalarType.STRING)), Metadata.NONE),
                new BatchSource(
                        "trips", BatchSource.Format.ICEBERG, "lake.trips.done", "at", null, null, Metadata.NONE),
                view("behind"),
                view("newest"),
                view("lost"),
                view("dated"),
                view("whole")));
        return new MaterializationRequest(
                Revision.none("taxis").next(definitions, "test", "test", Instant.EPOCH),
                folder,
                List.of("behind", "newest", "lost", "dated", "whole"),
                since,
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of("bootstrap.servers", "localhost:1"));
    }

    private static FeatureView view(String name) {
        return new FeatureView(
                name,
                List.of("driver"),
                "trips",
                Map.of(),
                null,
                List.of(new Feature("ended", ScalarType.TIMESTAMP, "at", null)),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
    }
}
