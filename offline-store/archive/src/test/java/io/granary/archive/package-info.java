/** Tests of the archive's files. */
@NullMarked
package io.granary.archive;

import org.jspecify.annotations.NullMarked;
