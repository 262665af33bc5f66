package io.granary.registry.client;

import io.granary.core.definition.Revision;

/**
 * A revision as a registry sent it.
 *
 * @param registry identity of the registry's store, which tells a restored or replaced registry from a stale answer
 * @param tag for the next conditional request
 */
record FetchedRevision(String registry, String tag, Revision revision) {}
