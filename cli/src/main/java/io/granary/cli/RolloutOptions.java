package io.granary.cli;

import io.granary.registry.server.rollout.RolloutConfig;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a registry rolls revisions out. */
final class RolloutOptions {

    @Option(
            names = "--retire-after",
            paramLabel = "DURATION",
            defaultValue = "15m",
            converter = DurationText.class,
            description = "How long a view's old generation is kept up to date, so that the way back to it is immediate"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration retireAfter;

    RolloutConfig config() {
        return RolloutConfig.DEFAULT.withRetireAfter(retireAfter);
    }
}
