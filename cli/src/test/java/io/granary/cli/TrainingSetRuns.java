package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.cli.process.StandAlone;
import io.granary.http.HttpConfig;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Commands on a repository, beside a registry of its own, and the training sets that they make on this machine. Whoever
 * starts it closes it.
 */
final class TrainingSetRuns implements AutoCloseable {

    private final Path folder;
    private final String entities;
    private final List<String> options;
    private final StandAlone<RegistryServer> registry;

    private TrainingSetRuns(Path folder, String entities, List<String> options, StandAlone<RegistryServer> registry) {
        this.folder = folder;
        this.entities = entities;
        this.options = options;
        this.registry = registry;
    }

    /**
     * Starts the registry.
     *
     * @param folder of the repository {@code repo} and the sets
     * @param entities the frame of every set
     * @param options of every command
     */
    static TrainingSetRuns start(Path folder, String entities, String... options) {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        return new TrainingSetRuns(
                folder,
                entities,
                List.of(options),
                StandAlone.start(
                        HttpConfig.onPort(0),
                        context -> RegistryServer.start(
                                config, context.vertx(), context.health(), context.metrics(), context.clock())));
    }

    void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Makes the definitions those of the project. */
    void apply(String reason) {
        CommandRun applied = run("apply", "-m", reason);
        assertThat(applied.exitCode()).as(applied.err()).isZero();
    }

    void make(String name, String... more) {
        CommandRun made = tryMake(name, more);
        assertThat(made.exitCode()).as(made.err()).isZero();
    }

    /** Makes a set of a frame that is made, too. */
    CommandRun makeWithFrame(String name, String frame, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("training-set", "--entities", folder.resolve(frame).toString()));
        arguments.addAll(List.of("--service", "tips", "--out", set(name).toString(), "--engine", "local"));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    CommandRun tryMake(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("training-set", "--entities", entities));
        arguments.addAll(List.of("--service", "tips", "--out", set(name).toString(), "--engine", "local"));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    CommandRun verify(String name, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("training-set", "verify", set(name).toString(), "--reproduce", "--engine", "local"));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    Path set(String name) {
        return folder.resolve("sets").resolve(name);
    }

    CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of(
                "--repo",
                folder.resolve("repo").toString(),
                "--registry",
                registry.part().address().toString()));
        all.addAll(options);
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        registry.close();
    }
}
