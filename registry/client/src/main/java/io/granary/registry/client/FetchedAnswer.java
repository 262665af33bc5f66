package io.granary.registry.client;

/**
 * An answer as a registry sent it.
 *
 * @param registry identity of the registry's store
 * @param tag the answer's entity tag
 */
record FetchedAnswer(String registry, String tag, byte[] body) {}
