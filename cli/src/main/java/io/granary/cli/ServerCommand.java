package io.granary.cli;

import io.granary.cli.process.StandAlone;
import io.granary.cli.terminal.Foreground;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Runs the registry: keeps every revision of every project and tells the other processes.")
final class ServerCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "6570", description = "The port to listen on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private DatabaseOptions database;

    @Mixin
    private RolloutOptions rollout;

    @Mixin
    private ServerOptions server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RegistryConfig config = new RegistryConfig(server.http(port), database.config(), rollout.config());
        StandAlone<RegistryServer> running = StandAlone.start(
                server.management(),
                context -> RegistryServer.start(
                        config, context.vertx(), context.health(), context.metrics(), context.clock()));
        spec.commandLine().getErr().printf("Registry at %s%n", running.part().address());
        Foreground.runUntilStopped(running);
        return ExitCode.OK;
    }
}
