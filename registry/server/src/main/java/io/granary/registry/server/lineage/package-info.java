/** What depends on what among the definitions of a revision, down to columns. */
@NullMarked
package io.granary.registry.server.lineage;

import org.jspecify.annotations.NullMarked;
