/** Placeholder. */
@NullMarked
package io.granary.registry.server;

import org.jspecify.annotations.NullMarked;
