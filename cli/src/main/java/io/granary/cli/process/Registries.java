package io.granary.cli.process;

import io.granary.registry.client.RegistryClient;
import io.granary.registry.client.RegistryClientConfig;
import java.util.Random;

/** Clients of the registry as parts of a process. */
final class Registries {

    private Registries() {}

    /** A client that has asked once and goes on in the background. */
    static RegistryClient follow(RegistryClientConfig config, ProcessContext context) {
        RegistryClient client = new RegistryClient(config, context.clock(), new Random());
        client.start();
        return client;
    }
}
