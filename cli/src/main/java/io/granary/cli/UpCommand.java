package io.granary.cli;

import io.granary.cli.process.AllInOne;
import io.granary.cli.process.MaterializationConfig;
import io.granary.cli.terminal.Foreground;
import io.granary.cli.terminal.Table;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Runs registry, ingestion and serving of one project in one process, on an embedded Kafka broker"
                + " and Redis server. For one machine; their data is kept.")
final class UpCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".granary",
            description = "Where the servers keep their files (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            defaultValue = "models",
            description = "The only folder that model files are read from (default: ${DEFAULT-VALUE}).")
    private Path models;

    @Option(
            names = "--kafka-port",
            defaultValue = "9092",
            description = "Kafka's port (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int kafkaPort;

    @Option(
            names = "--redis-port",
            defaultValue = "6379",
            description = "Redis' port (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int redisPort;

    @Option(names = "--registry-port", defaultValue = "6570", description = "Default: ${DEFAULT-VALUE}.")
    private int registryPort;

    @Option(names = "--port", defaultValue = "6566", description = "The port to serve on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--grpc-port",
            defaultValue = "6567",
            description = "The port of Feast's gRPC service (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int grpcPort;

    @Option(names = "--management-port", defaultValue = "9464", description = "Default: ${DEFAULT-VALUE}.")
    private int managementPort;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RolloutOptions rollout;

    @Mixin
    private ArchiveOptions archive;

    @Mixin
    private AnswerLogOptions answers;

    @Mixin
    private SparkOptions spark;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String name = project.name();
        AllInOne running = AllInOne.start(
                name,
                data.toAbsolutePath().normalize(),
                models.toAbsolutePath().normalize(),
                new AllInOne.Ports(kafkaPort, redisPort, registryPort, port, grpcPort, managementPort),
                new AllInOne.Options(
                        rollout.config(),
                        archive.allInOne(),
                        new MaterializationConfig(project.repository().folder(), spark),
                        answers.config(),
                        spark.lineage()),
                InstantSource.system());
        spec.commandLine().getErr().print(addresses(name, running).text());
        spec.commandLine().getErr().flush();
        Foreground.runUntilStopped(running);
        return ExitCode.OK;
    }

    /** Where everything listens. */
    static Table addresses(String project, AllInOne running) {
        return Table.of("PROJECT " + project, "")
                .row("online features, models", running.serving())
                .row("online features over gRPC", running.grpc())
                .row("registry", running.registry())
                .row("metrics, health", running.management())
                .row("Kafka", running.bootstrapServers())
                .row("Redis", running.redisUri());
    }
}
