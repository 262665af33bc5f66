package io.granary.cli.process;

import io.granary.http.HealthStatus;
import io.granary.registry.client.RegistryClient;
import io.granary.registry.client.RegistryClientConfig;
import io.granary.registry.client.RegistryStatus;
import java.util.Random;

/** Clients of the registry as parts of a process. */
final class Registries {

    private Registries() {}

    /** A client that has asked once and goes on in the background, its state a part of the process's health. */
    static RegistryClient follow(RegistryClientConfig config, ProcessContext context) {
        RegistryClient client = new RegistryClient(
                config, context.clock(), new Random(), context.metrics().registry());
        client.start();
        context.health().check("registry", () -> health(client.status()));
        return client;
    }

    /** A registry that is away does not take a process out of service that has a revision. */
    private static HealthStatus health(RegistryStatus status) {
        if (status.problem() == null) {
            return HealthStatus.up(revisions(status));
        }
        String problem = status.problem() + " (since " + status.since() + ")";
        return status.revision() == 0
                ? HealthStatus.down("no revision yet: " + problem)
                : HealthStatus.degraded("going on with " + revisions(status) + ": " + problem);
    }

    private static String revisions(RegistryStatus status) {
        return status.newest() == status.revision()
                ? "revision " + status.revision()
                : "revision " + status.revision() + " while " + status.newest() + " is built";
    }
}
