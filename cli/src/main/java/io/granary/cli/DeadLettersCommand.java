package io.granary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Shows the records that could not be used, and gives them back.",
        subcommands = {ListDeadLettersCommand.class, ShowDeadLetterCommand.class, ReplayDeadLettersCommand.class})
final class DeadLettersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what to do with dead letters is missing (expected: list, show or replay)");
    }
}
