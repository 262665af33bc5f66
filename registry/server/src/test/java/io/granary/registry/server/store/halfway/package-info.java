/** A migration that can be stopped half-way, for tests. */
@NullMarked
package io.granary.registry.server.store.halfway;

import org.jspecify.annotations.NullMarked;
