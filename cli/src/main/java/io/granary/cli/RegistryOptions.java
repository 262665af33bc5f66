package io.granary.cli;

import io.granary.registry.client.RegistryApi;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Where the registry is. */
final class RegistryOptions {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Option(
            names = EnvironmentRegistry.REGISTRY,
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:6570",
            description = "The registry (default: the one of --env, else ${DEFAULT-VALUE}).")
    private URI address;

    URI address() {
        return address;
    }

    RegistryApi api() {
        return new RegistryApi(address, TIMEOUT);
    }
}
