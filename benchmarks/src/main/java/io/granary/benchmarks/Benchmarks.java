package io.granary.benchmarks;

import io.granary.benchmarks.ingest.IngestCommand;
import io.granary.benchmarks.micro.MicroCommand;
import io.granary.benchmarks.offline.OfflineCommand;
import io.granary.benchmarks.offline.OfflineKillCommand;
import io.granary.benchmarks.offline.WindowsOfflineCommand;
import io.granary.benchmarks.online.OnlineCommand;
import io.granary.benchmarks.online.PageSpansCommand;
import io.granary.benchmarks.overload.FreezeCommand;
import io.granary.benchmarks.overload.OverloadCommand;
import io.granary.benchmarks.parity.KillCommand;
import io.granary.benchmarks.parity.ParityCommand;
import io.granary.benchmarks.ready.ReadyCommand;
import io.granary.benchmarks.registry.RegistryCommand;
import io.granary.benchmarks.soak.SoakCommand;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ScopeType;

/**
 * The benchmarks by name. Exits with 0 when every budget holds, 1 when one does not or it failed or left a process behind, 64 on
 * wrong usage.
 */
@Command(
        name = "benchmarks/run",
        description = "Measures Granary on this machine and prints a table.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = 64,
        scope = ScopeType.INHERIT,
        subcommands = {
            OnlineCommand.class,
            OverloadCommand.class,
            FreezeCommand.class,
            ReadyCommand.class,
            SoakCommand.class,
            RegistryCommand.class,
            IngestCommand.class,
            ParityCommand.class,
            KillCommand.class,
            OfflineCommand.class,
            PageSpansCommand.class,
            OfflineKillCommand.class,
            WindowsOfflineCommand.class,
            MicroCommand.class
        })
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) {
        Set<ProcessHandle> before = children();
        int status = command().execute(arguments);
        Set<ProcessHandle> left = children();
        left.removeAll(before);
        if (!left.isEmpty()) {
            System.err.println("Left processes behind: " + left);
        }
        System.exit(left.isEmpty() ? status : ExitCode.SOFTWARE);
    }

    /** A shell may have given this process some. */
    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    public static CommandLine command() {
        return new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
