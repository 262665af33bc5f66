package io.granary.benchmarks.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.process.Machine;
import io.granary.cli.Granary;
import io.granary.cli.process.StandAlone;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.http.HttpConfig;
import io.granary.iceberg.SqliteCatalog;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A project over the tables of a catalog that its files call {@code lake}, beside a registry of its own, and the command,
 * each time in a process of its own. Whoever starts it closes it.
 */
final class LakeProject implements AutoCloseable {

    private final String name;
    private final Path folder;
    private final SqliteCatalog lake;
    private final StandAlone<RegistryServer> registry;

    private LakeProject(String name, Path folder, SqliteCatalog lake, StandAlone<RegistryServer> registry) {
        this.name = name;
        this.folder = folder;
        this.lake = lake;
        this.registry = registry;
    }

    /** @param folder gets the repository {@code repo}, which has no definitions yet */
    static LakeProject start(String name, Path folder) throws IOException {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        SqliteCatalog lake = new SqliteCatalog(folder.resolve("lake"));
        Path repository = Files.createDirectory(folder.resolve("repo"));
        Files.writeString(folder.resolve("catalogs.yaml"), lake.yaml());
        Files.writeString(repository.resolve("granary.yaml"), "project: " + name + "\n");
        return new LakeProject(
                name,
                folder,
                lake,
                StandAlone.start(
                        HttpConfig.onPort(0),
                        context -> RegistryServer.start(
                                config, context.vertx(), context.health(), context.metrics(), context.clock())));
    }

    SqliteCatalog lake() {
        return lake;
    }

    void apply(String definitions) throws Exception {
        Files.writeString(folder.resolve("repo/definitions.yaml"), definitions);
        run("apply");
    }

    /** Makes the topic that ingestion would make. */
    void createFeatureLog(String broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.createTopics(List.of(new NewTopic(FeatureLogRecord.rowsTopic(name), 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    static String[] onSpark(String... command) {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        all.addAll(List.of("--spark-jars", Machine.sparkJars().toString(), "--spark-memory", "700m"));
        return all.toArray(String[]::new);
    }

    /** Runs a command in the repository, which succeeds, and says what it printed. */
    String run(String... arguments) throws Exception {
        Process process = start(arguments);
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output + errors()).isZero();
        return output;
    }

    /** Starts a command in the repository. */
    Process start(String... arguments) throws IOException {
        ProcessBuilder process = new ProcessBuilder(
                        JavaCommand.killable(folder.resolve("tmp"), Granary.class, List.of(arguments)))
                .directory(folder.resolve("repo").toFile())
                .redirectError(folder.resolve("errors.txt").toFile());
        process.environment().put("GRANARY_REGISTRY", registry.part().address().toString());
        process.environment().put("GRANARY_ICEBERG_CATALOGS", "../catalogs.yaml");
        // As an installation logs, not as tests do.
        process.environment()
                .merge(
                        "JDK_JAVA_OPTIONS",
                        "-Dlogback.configurationFile=logback.xml",
                        (ours, more) -> ours + " " + more);
        return process.start();
    }

    /** What the command that was started last printed to standard error. */
    String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }

    @Override
    public void close() {
        registry.close();
        lake.close();
    }
}
