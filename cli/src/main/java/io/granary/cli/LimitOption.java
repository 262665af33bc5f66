package io.granary.cli;

import io.granary.core.GranaryException;
import picocli.CommandLine.Option;

/** How many of what a command lists. */
final class LimitOption {

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most, from 1 on (default: ${DEFAULT-VALUE}).")
    private int limit;

    /** @throws GranaryException (INVALID_ARGUMENT) when it is less than 1 */
    int value() {
        if (limit < 1) {
            throw GranaryException.invalid("--limit", limit, ">= 1");
        }
        return limit;
    }
}
