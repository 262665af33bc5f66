/** Conversion of a Feast registry's export into a feature repository. */
@NullMarked
package io.granary.registry.server.feast;

import org.jspecify.annotations.NullMarked;
