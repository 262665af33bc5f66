/** Loads a server of this machine and measures what it does: closed and open loops, every answer judged. */
@NullMarked
package io.granary.benchmarks.load;

import org.jspecify.annotations.NullMarked;
