package io.granary.cli;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What the command's exit status says, and the one place where a failure becomes a message and a status. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int PLAN_HAS_CHANGES = 2;
    static final int INVALID = 3;
    static final int CONFLICT = 4;
    static final int NOT_AUTHORIZED = 5;
    static final int UNAVAILABLE = 6;
    static final int USAGE = 64;

    private ExitCode() {}

    static int report(Exception failure, CommandLine line, ParseResult arguments) {
        return report(failure, line);
    }

    static int report(Exception failure, CommandLine line) {
        line.getErr().println(line.getColorScheme().errorText(message(failure)));
        if (message(failure).contains("Cannot reach the registry")) {
            line.getErr().println("Is it running? 'granary up' or 'granary server' starts one; --registry says where.");
        }
        if (System.getenv("GRANARY_DEBUG") != null) {
            failure.printStackTrace(line.getErr());
        }
        return failure instanceof GranaryException granary ? of(granary.code()) : FAILURE;
    }

    static int reportUsage(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        line.getErr().println(line.getColorScheme().errorText("granary: " + failure.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, line.getErr());
        line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return USAGE;
    }

    static int of(ErrorCode code) {
        return switch (code) {
            case INVALID_ARGUMENT, UNPROCESSABLE -> INVALID;
            case CONFLICT -> CONFLICT;
            case UNAUTHENTICATED, PERMISSION_DENIED -> NOT_AUTHORIZED;
            case UNAVAILABLE, DEADLINE_EXCEEDED -> UNAVAILABLE;
            case NOT_FOUND, FAILED_PRECONDITION, RESOURCE_EXHAUSTED, INTERNAL -> FAILURE;
        };
    }

    private static String message(Exception failure) {
        String message = failure.getMessage();
        return "granary: " + (failure instanceof GranaryException && message != null ? message : failure);
    }
}
