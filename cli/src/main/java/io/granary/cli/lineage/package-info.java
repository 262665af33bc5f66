/** A lineage as people look at it: a tree, a table of who has to be told, a drawing. */
@NullMarked
package io.granary.cli.lineage;

import org.jspecify.annotations.NullMarked;
