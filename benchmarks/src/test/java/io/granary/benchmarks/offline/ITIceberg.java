package io.granary.benchmarks.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.cli.TripDocuments;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.iceberg.WrittenTable;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifestJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Iceberg tables through the command and Spark's process: read, written, made again, materialized. */
@Timeout(300)
final class ITIceberg {

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    private static final String SET = "iceberg:lake.sets.late";
    private static final Schema TRIPS = new Schema(
            Types.NestedField.required(1, "driver", Types.StringType.get()),
            Types.NestedField.required(2, "at", Types.TimestampType.withZone()),
            Types.NestedField.optional(3, "miles", Types.DoubleType.get()),
            Types.NestedField.optional(4, "stops", Types.ListType.ofOptional(5, Types.LongType.get())));
    private static final String DEFINITIONS = TripDocuments.join(
            TripDocuments.DRIVER,
            TripDocuments.ICEBERG_TRIPS,
            TripDocuments.trips("{name: miles, type: FLOAT64}", "{name: stops, type: LIST<INT64>}"));
    private static final String ON_THE_SET = """
            ---
            kind: BatchSource
            name: late
            iceberg: lake.sets.late
            eventTimestamp: event_timestamp
            ---
            kind: FeatureView
            name: late
            entities: [driver]
            source: late
            features:
              - {name: miles, type: FLOAT64, expression: trips__miles}
              - {name: stops, type: LIST<INT64>, expression: trips__stops}
            """;

    @TempDir
    private Path folder;

    @Test
    void aSetIsATableThatIsMadeAgainAndMaterialized() throws Exception {
        Files.writeString(
                folder.resolve("frame.csv"),
                "driver,event_timestamp\nann,2026-02-01T00:00:00Z\neve,2026-02-01T00:00:00Z\n");
        try (LakeProject project = LakeProject.start("taxis", folder)) {
            WrittenTable trips =
                    project.lake().create("done", TRIPS).append(trip(10, 3.5)).append(trip(11, 4.5));
            project.apply(DEFINITIONS);
            project.run(LakeProject.onSpark(set("spark", SET, "trips:*")));
            trips.append(trip(12, 99.5));
            assertThat(project.run(
                            LakeProject.onSpark("training-set", "verify", SET, "--reproduce", "--engine", "spark")))
                    .containsPattern("rows made again +equal");
            assertThat(project.run("training-set", "verify", SET, "--reproduce", "--engine", "local"))
                    .containsPattern("rows made again +equal");

            project.apply(DEFINITIONS + ON_THE_SET);
            project.createFeatureLog(KAFKA.bootstrapServers());
            assertThat(project.run(LakeProject.onSpark(
                            "materialize", "--no-wait", "--bootstrap-servers", KAFKA.bootstrapServers())))
                    .containsPattern("late +2 +2")
                    .containsPattern("trips +3 +1");
            project.run(set("local", "../local", "late:*"));
            assertThat(TrainingSetManifestJson.read(folder.resolve("local")).features())
                    .extracting(TrainingSetColumn::nulls)
                    .containsExactly(1L, 1L);
        }
    }

    private static String trip(int hour, double miles) {
        return "SELECT 'ann' AS driver, TIMESTAMPTZ '2026-01-01 " + hour + ":00:00Z' AS \"at\", " + miles
                + "::DOUBLE AS miles, [" + hour + "::BIGINT] AS stops";
    }

    private static String[] set(String engine, String out, String features) {
        return new String[] {
            "training-set", "--engine", engine, "--out", out, "--entities", "../frame.csv", "--feature", features
        };
    }
}
