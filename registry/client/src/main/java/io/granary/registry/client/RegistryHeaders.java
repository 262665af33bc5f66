package io.granary.registry.client;

/** The registry's own HTTP headers. */
public final class RegistryHeaders {

    /** Identity of the store that answers: equal for as long as the store lives, different for any other. */
    public static final String REGISTRY = "Granary-Registry";

    private RegistryHeaders() {}
}
