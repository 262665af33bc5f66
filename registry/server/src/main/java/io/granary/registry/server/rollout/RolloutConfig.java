package io.granary.registry.server.rollout;

import io.granary.core.GranaryException;
import java.time.Duration;

/**
 * How a registry rolls revisions out; the module's README has the table of keys.
 *
 * @param retireAfter how long a generation that no revision in use has is written on, so that a way back is immediate
 * @param checkInterval time between two looks for changes that other processes made
 * @param heartbeat time between two signs of life to a reader of events
 * @param maxReaders readers of events beyond these are refused
 */
public record RolloutConfig(Duration retireAfter, Duration checkInterval, Duration heartbeat, int maxReaders) {

    public static final RolloutConfig DEFAULT =
            new RolloutConfig(Duration.ofMinutes(15), Duration.ofMillis(200), Duration.ofSeconds(5), 2_000);

    public RolloutConfig {
        requirePositive("registry.retire-after", retireAfter);
        requirePositive("registry.check-interval", checkInterval);
        requirePositive("registry.heartbeat", heartbeat);
        if (maxReaders < 1) {
            throw GranaryException.invalid("registry.max-readers", maxReaders, "> 0");
        }
    }

    public RolloutConfig withRetireAfter(Duration duration) {
        return new RolloutConfig(duration, checkInterval, heartbeat, maxReaders);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.toMillis() <= 0) {
            throw GranaryException.invalid(name, value, "at least 1ms");
        }
    }
}
