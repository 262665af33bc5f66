package io.granary.benchmarks.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.process.Machine;
import io.granary.cli.Granary;
import io.granary.cli.TripDocuments;
import io.granary.cli.process.StandAlone;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.http.HttpConfig;
import io.granary.iceberg.SqliteCatalog;
import io.granary.iceberg.WrittenTable;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifestJson;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        try (SqliteCatalog lake = new SqliteCatalog(folder.resolve("lake"));
                StandAlone<RegistryServer> registry = StandAlone.start(
                        HttpConfig.onPort(0),
                        context -> RegistryServer.start(
                                config, context.vertx(), context.health(), context.metrics(), context.clock()))) {
            WrittenTable trips =
                    lake.create("done", TRIPS).append(trip(10, 3.5)).append(trip(11, 4.5));
            writeProject(lake.yaml());
            String address = registry.part().address().toString();
            granary(address, "apply");
            granary(address, onSpark(set("spark", SET, "trips:*")));
            trips.append(trip(12, 99.5));
            assertThat(granary(address, onSpark("training-set", "verify", SET, "--reproduce", "--engine", "spark")))
                    .containsPattern("rows made again +equal");
            assertThat(granary(address, "training-set", "verify", SET, "--reproduce", "--engine", "local"))
                    .containsPattern("rows made again +equal");

            Files.writeString(folder.resolve("repo/definitions.yaml"), DEFINITIONS + ON_THE_SET);
            granary(address, "apply");
            createFeatureLog();
            assertThat(granary(
                            address,
                            onSpark("materialize", "--no-wait", "--bootstrap-servers", KAFKA.bootstrapServers())))
                    .containsPattern("late +2 +2")
                    .containsPattern("trips +3 +1");
            granary(address, set("local", "../local", "late:*"));
            assertThat(TrainingSetManifestJson.read(folder.resolve("local")).features())
                    .extracting(TrainingSetColumn::nulls)
                    .containsExactly(1L, 1L);
        }
    }

    private void writeProject(String catalogs) throws Exception {
        Path repository = Files.createDirectory(folder.resolve("repo"));
        Files.writeString(folder.resolve("catalogs.yaml"), catalogs);
        Files.writeString(repository.resolve("granary.yaml"), "project: taxis\n");
        Files.writeString(repository.resolve("definitions.yaml"), DEFINITIONS);
        Files.writeString(
                folder.resolve("frame.csv"),
                "driver,event_timestamp\nann,2026-02-01T00:00:00Z\neve,2026-02-01T00:00:00Z\n");
    }

    private static void createFeatureLog() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(FeatureLogRecord.rowsTopic("taxis"), 2, (short) 1)))
                    .all()
                    .get();
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

    private static String[] onSpark(String... command) {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        all.addAll(List.of("--spark-jars", Machine.sparkJars().toString(), "--spark-memory", "700m"));
        return all.toArray(String[]::new);
    }

    /** Runs a command in the repository and says what it printed. */
    private String granary(String registry, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--registry", registry, "--iceberg-catalogs", "../catalogs.yaml"));
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(JavaCommand.of(Granary.class, all))
                .directory(folder.resolve("repo").toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output + Files.readString(errors)).isZero();
        return output;
    }
}
