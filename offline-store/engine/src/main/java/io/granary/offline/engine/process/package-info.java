/** An offline engine in a process of its own, and the job file and messages by which the two processes speak. */
@NullMarked
package io.granary.offline.engine.process;

import org.jspecify.annotations.NullMarked;
