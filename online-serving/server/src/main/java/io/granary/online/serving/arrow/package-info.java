/** Tables as a stream of Arrow IPC, written on the heap: the format's metadata, and columns in its memory layout. */
@NullMarked
package io.granary.online.serving.arrow;

import org.jspecify.annotations.NullMarked;
