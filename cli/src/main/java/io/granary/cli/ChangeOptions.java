package io.granary.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who makes a revision, why, and whether it may break what others use. */
final class ChangeOptions {

    @Option(
            names = {"-m", "--message"},
            description = "Why, for the history.")
    private @Nullable String message;

    @Option(names = "--author", defaultValue = "${sys:user.name}", description = "Who (default: ${DEFAULT-VALUE}).")
    private String author;

    @Option(
            names = "--allow-breaking",
            description = "Apply although requests, trained models or routes break that others use.")
    private boolean allowBreaking;

    @Nullable
    String message() {
        return message;
    }

    String author() {
        return author;
    }

    boolean allowBreaking() {
        return allowBreaking;
    }
}
