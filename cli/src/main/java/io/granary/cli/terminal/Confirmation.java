package io.granary.cli.terminal;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
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
        if (!Terminal.isInteractive()) {
            throw new ParameterException(command, "--yes: not given (expected: it, where nobody can be asked)");
        }
        PrintWriter err = command.getErr();
        err.print(question + " [y/N] ");
        err.flush();
        if (!answer().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "Nothing was changed");
        }
    }

    /** A line from standard input, which stays open. */
    private static String answer() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot read the answer: " + e.getMessage(), e);
        }
    }
}
