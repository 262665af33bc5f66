package io.granary.cli;

import io.granary.core.definition.Revision;
import io.granary.registry.client.RegistryApi;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Where the registry is. */
final class RegistryOptions {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:6570",
            description = "The registry (default: ${DEFAULT-VALUE}).")
    private URI address;

    URI address() {
        return address;
    }

    RegistryApi api() {
        return new RegistryApi(address, TIMEOUT);
    }

    /** The project's newest revision; one of the past where its number is given. */
    Revision revision(String project, int number) {
        return number == 0 ? api().latest(project) : api().revision(project, number);
    }
}
