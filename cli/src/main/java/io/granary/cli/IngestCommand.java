package io.granary.cli;

import io.granary.cli.process.IngestionProcess;
import io.granary.cli.process.StandAlone;
import io.granary.cli.terminal.Foreground;
import io.granary.ingestion.IngestionConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Computes the features of one project's streams and keeps the online store up to date.")
final class IngestCommand implements Callable<Integer> {

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            defaultValue = "granary-streams",
            description = "A folder for the streams' local files (default: ${DEFAULT-VALUE}).")
    private Path state;

    @Option(
            names = "--partitions",
            defaultValue = "4",
            description = "Partitions of topics that are created here (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replication-factor",
            defaultValue = "1",
            description = "Replicas of topics that are created here (default: ${DEFAULT-VALUE}).")
    private int replicationFactor;

    @Option(
            names = "--stream-threads",
            defaultValue = "1",
            description = "Threads of each stream application (default: ${DEFAULT-VALUE}).")
    private int streamThreads;

    @Mixin
    private WindowOptions windows;

    @Mixin
    private FollowedProject project;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private RedisOptions redis;

    @Mixin
    private ArchiveOptions archive;

    @Mixin
    private SchemaRegistryOptions schemaRegistry;

    @Mixin
    private ServerOptions server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        IngestionProcess.Config config = new IngestionProcess.Config(
                project.client(),
                redis.config(),
                ingestion(),
                archive.config(project.name(), kafka.bootstrapServers()));
        StandAlone<IngestionProcess> running =
                StandAlone.start(server.management(), context -> IngestionProcess.start(config, context));
        spec.commandLine()
                .getErr()
                .printf("Ingesting project '%s', health at %s/health/ready%n", project.name(), running.management());
        Foreground.runUntilStopped(running);
        return ExitCode.OK;
    }

    private IngestionConfig ingestion() {
        return IngestionConfig.builder(
                        project.name(),
                        kafka.bootstrapServers(),
                        state.toAbsolutePath().normalize())
                .partitions(partitions)
                .replicationFactor(replicationFactor)
                .streamThreads(streamThreads)
                .schemaRegistry(schemaRegistry.config())
                .windows(windows.config())
                .build();
    }
}
