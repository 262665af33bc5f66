package io.granary.cli;

import io.granary.cli.process.ServingConfig;
import io.granary.cli.process.ServingProcess;
import io.granary.cli.process.StandAlone;
import io.granary.cli.terminal.Foreground;
import io.granary.http.HttpConfig;
import io.granary.ingestion.erasure.ErasureServing.Permission;
import io.granary.ingestion.push.PushConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves online features, models and routers of one project over HTTP, and features over gRPC.")
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "6566", description = "The port to serve on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--grpc-port",
            defaultValue = "6567",
            description = "The port of Feast's gRPC service (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int grpcPort;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            defaultValue = "models",
            description = "The only folder that model files are read from (default: ${DEFAULT-VALUE}).")
    private Path models;

    @Option(
            names = "--erase",
            description = "Erase entities when POST /v1/projects/P/erasures asks for it, also from --archive and"
                    + " --answer-log (default: only show the receipts).")
    private boolean erase;

    @Option(
            names = "--api-keys",
            paramLabel = "FILE",
            description =
                    "A YAML file of those who may ask, and for what, read again when it changes; --allow-remote is"
                            + " not needed then (default: everybody may ask for everything).")
    private @Nullable Path apiKeys;

    @Mixin
    private FollowedProject project;

    @Mixin
    private RedisOptions redis;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private ArchiveFolder archive;

    @Mixin
    private SchemaRegistryOptions schemaRegistry;

    @Mixin
    private ServedMaterializationOptions materialization;

    @Mixin
    private AnswerLogOptions answers;

    @Mixin
    private ServerOptions server;

    @Mixin
    private ServingLimits limits;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ServingConfig config = ServingConfig.builder(
                        project.client(),
                        redis.config(),
                        limits.online(project.name()),
                        models.toAbsolutePath().normalize(),
                        kafka.bootstrapServers())
                .archive(archive.folder() == null ? PushConfig.Archive.ABSENT : PushConfig.Archive.PRESENT)
                .http(limits.bound(listening(port)))
                .grpc(limits.bound(listening(grpcPort)))
                .keys(apiKeys)
                .schemas(schemaRegistry.config())
                .materialization(materialization.config())
                .answers(answers.config())
                .erasure(erase ? Permission.ERASE : Permission.SHOW, archive.folder())
                .lineage(materialization.lineage())
                .build();
        StandAlone<ServingProcess> running =
                StandAlone.start(management(), context -> ServingProcess.start(config, context));
        spec.commandLine()
                .getErr()
                .printf(
                        "Serving project '%s' at %s, gRPC at %s%n",
                        project.name(), running.part().address(), running.part().grpcAddress());
        Foreground.runUntilStopped(running);
        return ExitCode.OK;
    }

    private HttpConfig listening(int on) {
        return apiKeys == null ? server.http(on) : server.guarded(on);
    }

    private HttpConfig management() {
        return apiKeys == null ? server.management() : server.guardedManagement();
    }
}
