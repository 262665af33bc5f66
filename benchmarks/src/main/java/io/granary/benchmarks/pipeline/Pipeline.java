package io.granary.benchmarks.pipeline;

import io.granary.benchmarks.process.GranaryProcess;
import io.granary.cli.files.Repository;
import io.granary.embedded.EmbeddedRedis;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Broker, Redis and registry of one project, and the workers that ingest its streams. Not safe for threads. */
public final class Pipeline implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Path folder;
    private final Broker broker;
    private final GranaryProcess registry;
    private EmbeddedRedis redis;

    private Pipeline(Path folder, Broker broker, EmbeddedRedis redis, GranaryProcess registry) {
        this.folder = folder;
        this.broker = broker;
        this.redis = redis;
        this.registry = registry;
    }

    /** Starts the servers; workers are started one by one. */
    public static Pipeline start(Path folder) throws Exception {
        Broker broker = Broker.start(Files.createDirectories(folder.resolve("kafka")));
        EmbeddedRedis redis = startRedis(folder, 0);
        try {
            String database = folder.resolve("registry.db").toString();
            return new Pipeline(
                    folder, broker, redis, GranaryProcess.serving(folder, "server", "--database", database));
        } catch (Exception e) {
            redis.close();
            broker.close();
            throw e;
        }
    }

    private static EmbeddedRedis startRedis(Path folder, int port) throws IOException {
        Path data = Files.createDirectories(folder.resolve("redis"));
        return EmbeddedRedis.in(data).port(port).withoutSnapshots().start();
    }

    public Broker broker() {
        return broker;
    }

    public EmbeddedRedis redis() {
        return redis;
    }

    public URI registryAddress() {
        return registry.address();
    }

    public RegistryApi registry() {
        return new RegistryApi(registry.address(), TIMEOUT);
    }

    /** Makes a repository's definitions those of its project. */
    public void apply(Repository repository) {
        registry().apply(repository.project(), new ApplyRequest(0, "benchmark", "", repository.definitions()));
    }

    /**
     * Starts a worker and waits until it runs.
     *
     * @param name of its folder of state, which a later worker of that name goes on with
     */
    public GranaryProcess startWorker(String project, String name, String... options) throws Exception {
        List<String> arguments = following("ingest", project);
        arguments.addAll(List.of("--state", stateOf(name).toString()));
        arguments.addAll(List.of(options));
        return GranaryProcess.working(folder, arguments.toArray(String[]::new));
    }

    /** Starts online serving and waits until it is ready. */
    public GranaryProcess serve(String project, String... options) throws Exception {
        List<String> arguments = following("serve", project);
        arguments.addAll(List.of(options));
        return GranaryProcess.serving(folder, arguments.toArray(String[]::new));
    }

    private List<String> following(String command, String project) {
        List<String> arguments = new ArrayList<>(List.of(command, "--project", project));
        arguments.addAll(List.of("--registry", registry.address().toString()));
        arguments.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "--redis-uri", redis.uri()));
        return arguments;
    }

    /** Where a worker keeps its state. */
    public Path stateOf(String worker) {
        return folder.resolve("state-" + worker);
    }

    /** Ends Redis as a crash would and starts an empty one in its place. */
    public void replaceRedis() throws IOException {
        int port = redis.port();
        redis.kill();
        redis.close();
        redis = startRedis(folder, port);
    }

    @Override
    public void close() throws IOException {
        registry.close();
        redis.close();
        broker.close();
    }
}
