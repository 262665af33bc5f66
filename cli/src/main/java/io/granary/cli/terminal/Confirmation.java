package io.granary.cli.terminal;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.Console;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Asks a person before something is done. */
public final class Confirmation {

    private Confirmation() {}

    /**
     * Returns when the answer is yes.
     *
     * @throws ParameterException when nobody is there to be asked
     * @throws GranaryException (FAILED_PRECONDITION) when the answer is another one
     */
    public static void require(CommandLine command, String question) {
        Console console = System.console();
        if (console == null) {
            throw new ParameterException(command, "--yes: not given (expected: it, where nobody can be asked)");
        }
        String answer = console.readLine("%s [y/N] ", question);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "Nothing was changed");
        }
    }
}
