/** The files that keep every record of a project's topics: their names, how they are written, and how they are read. */
@NullMarked
package io.granary.archive;

import org.jspecify.annotations.NullMarked;
