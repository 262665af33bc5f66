package io.granary.benchmarks.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.process.Machine;
import io.granary.cli.Granary;
import io.granary.cli.process.StandAlone;
import io.granary.http.HttpConfig;
import io.granary.objectserver.ObjectServer;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A project over the same tables in {@code repo/data} of a folder and in bucket {@code lake} of an object store, beside a
 * registry of its own, and the command, each time in a process of its own. Whoever starts it closes it.
 */
final class BucketProject implements AutoCloseable {

    /** Of tables in a place. */
    static final String DEFINITIONS = """
            kind: Entity
            name: driver
            joinKeys: [{name: driver, type: STRING}]
            ---
            kind: BatchSource
            name: trips
            parquet: %1$s/trips
            eventTimestamp: at
            ---
            kind: BatchSource
            name: homes
            csv: %1$s/homes.csv
            schema: [{name: driver, type: STRING}, {name: city, type: STRING}]
            ---
            kind: FeatureView
            name: trips
            entities: [driver]
            source: trips
            features: [{name: miles, type: FLOAT64}, {name: day, type: INT64, expression: day}]
            ---
            kind: FeatureView
            name: homes
            entities: [driver]
            source: homes
            features: [{name: city, type: STRING}]
            ---
            kind: FeatureService
            name: tips
            features: ["trips:*", "homes:*"]
            """;

    private final Path folder;
    private final ObjectServer server;
    private final StandAlone<RegistryServer> registry;

    private BucketProject(Path folder, ObjectServer server, StandAlone<RegistryServer> registry) {
        this.folder = folder;
        this.server = server;
        this.registry = registry;
    }

    static BucketProject start(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("repo/data"));
        Files.writeString(folder.resolve("repo/granary.yaml"), "project: bucket_taxis\n");
        ObjectServer server = ObjectServer.start(folder.resolve("server"));
        server.createBucket("lake");
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        StandAlone<RegistryServer> registry = StandAlone.start(
                HttpConfig.onPort(0),
                context -> RegistryServer.start(
                        config, context.vertx(), context.health(), context.metrics(), context.clock()));
        BucketProject project = new BucketProject(folder, server, registry);
        project.writeTables();
        return project;
    }

    ObjectServer server() {
        return server;
    }

    void define(String place) throws IOException {
        writeDefinitions(DEFINITIONS.formatted(place));
    }

    void writeDefinitions(String definitions) throws IOException {
        Files.writeString(folder.resolve("repo/definitions.yaml"), definitions);
    }

    private void writeTables() throws Exception {
        Path data = folder.resolve("repo/data");
        write(
                "SELECT ['ann', 'bob', 'eve'][1 + i % 3] AS driver, TIMESTAMPTZ '2026-01-01 00:00:00Z' + i * INTERVAL 1"
                        + " MINUTE AS \"at\", i / 7.0::DOUBLE AS miles, 1 + i % 3 AS day FROM range(3000) t(i)",
                data.resolve("trips"));
        write(
                "SELECT ['ann', 'bob', 'sue'][1 + i % 3] AS driver, TIMESTAMPTZ '2026-01-01 12:00:00Z' + i * INTERVAL 5"
                        + " MINUTE AS event_timestamp, i FROM range(500) t(i)",
                data.resolve("labels.parquet"));
        Files.writeString(data.resolve("homes.csv"), "driver,city\nann,Oslo\nbob,\"Rome, GA\"\n");
        server.putAll("lake", "shop", data);
    }

    /** Writes rows to a file, or those that have a day to a folder of each. */
    static void write(String query, Path place) throws Exception {
        String partitions = query.contains(" AS day ") ? ", PARTITION_BY (day)" : "";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + place + "' (FORMAT parquet" + partitions + ")");
        }
    }

    /** The files of the table, in the folder. */
    List<Path> trips() throws IOException {
        try (var files = Files.walk(folder.resolve("repo/data/trips"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Of the object that is the same as a file of the folder. */
    String key(Path file) {
        return "shop/" + folder.resolve("repo/data").relativize(file);
    }

    void put(Path file) {
        server.put("lake", key(file), file);
    }

    /** What a command printed, which succeeded. */
    String ran(String... arguments) throws Exception {
        Ended ended = run(arguments);
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
        return ended.output();
    }

    /** What a command said, which did not succeed. */
    String failed(String... arguments) throws Exception {
        Ended ended = run(arguments);
        assertThat(ended.exitCode()).as(ended.output()).isNotZero();
        return ended.errors();
    }

    /** Runs a command in the repository, with the store's keys in its environment. */
    Ended run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--registry", registry.part().address().toString()));
        all.addAll(List.of("--spark-jars", Machine.sparkJars().toString()));
        all.addAll(List.of("--s3-endpoint", server.endpoint().toString(), "--s3-path-style"));
        if (!all.contains("--object-root")) {
            all.addAll(List.of("--object-root", "s3://lake"));
        }
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder process = new ProcessBuilder(JavaCommand.of(Granary.class, all))
                .directory(folder.resolve("repo").toFile())
                .redirectError(errors.toFile());
        process.environment().put("AWS_ACCESS_KEY_ID", ObjectServer.ACCESS_KEY);
        process.environment().put("AWS_SECRET_ACCESS_KEY", ObjectServer.SECRET_KEY);
        Process started = process.start();
        String output = new String(started.getInputStream().readAllBytes(), UTF_8);
        return new Ended(started.waitFor(), output, Files.readString(errors));
    }

    @Override
    public void close() {
        registry.close();
        server.close();
    }

    record Ended(int exitCode, String output, String errors) {}
}
