/** The difference between two revisions, field by field, and what follows from it. */
@NullMarked
package io.granary.registry.server.plan;

import org.jspecify.annotations.NullMarked;
