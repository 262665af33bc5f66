package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a process reads its project's revisions; the module's README has the table of keys.
 *
 * @param address of the registry, such as {@code http://localhost:6570}
 * @param pollInterval time between two conditional requests, before jitter
 * @param timeout of one request
 * @param snapshot file that keeps the last good revision; null: none is kept
 */
public record RegistryClientConfig(
        URI address,
        String project,
        Duration pollInterval,
        Duration timeout,
        @Nullable Path snapshot) {

    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMillis(500);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    public RegistryClientConfig {
        requireNonNull(address, "address");
        requireNonNull(project, "project");
        requirePositive("registry.poll-interval", pollInterval);
        requirePositive("registry.timeout", timeout);
    }

    /** The default interval and timeout. */
    public static RegistryClientConfig of(URI address, String project, @Nullable Path snapshot) {
        return new RegistryClientConfig(address, project, DEFAULT_POLL_INTERVAL, DEFAULT_TIMEOUT, snapshot);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw GranaryException.invalid(name, value, "> 0");
        }
    }
}
