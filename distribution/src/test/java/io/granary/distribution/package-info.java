/** The archive that people install and the files in {@code deploy} that run it, tested as they are. */
@NullMarked
package io.granary.distribution;

import org.jspecify.annotations.NullMarked;
