/** What depends on what, from a source's column to a router's route, as answers of the registry. */
@NullMarked
package io.granary.registry.client.lineage;

import org.jspecify.annotations.NullMarked;
