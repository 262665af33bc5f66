/** From the bytes of a source's records to its events: the one place that knows the formats of streams. */
@NullMarked
package io.granary.formats;

import org.jspecify.annotations.NullMarked;
