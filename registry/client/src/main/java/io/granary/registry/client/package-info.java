/** Placeholder. */
@NullMarked
package io.granary.registry.client;

import org.jspecify.annotations.NullMarked;
