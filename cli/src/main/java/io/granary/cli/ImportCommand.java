package io.granary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Takes over what another feature store has: its definitions, its rows.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ImportFeastCommand.class, ImportFeastStoreCommand.class})
final class ImportCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
