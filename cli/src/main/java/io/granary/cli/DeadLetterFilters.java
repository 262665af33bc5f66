package io.granary.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class DeadLetterFilters {

    @Option(names = "--source", paramLabel = "NAME", description = "Of a stream or push source (default: any).")
    private @Nullable String source;

    @Option(names = "--view", paramLabel = "NAME", description = "That this feature view could not use (default: any).")
    private @Nullable String view;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "As undecodable, join-key, late-event (default: any).")
    private @Nullable String reason;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "That were put aside then or later, RFC 3339 (default: any time).")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "That were put aside before, RFC 3339 (default: any time).")
    private @Nullable String until;

    /** Those that were given, by the names of the API. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put("source", source, given);
        put("view", view, given);
        put("reason", reason, given);
        put("since", since, given);
        put("until", until, given);
        return given;
    }

    private static void put(String name, @Nullable String value, Map<String, String> given) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
