/** Threads that work until they are closed, and start anew after whatever fails; and what they ask of the broker. */
@NullMarked
package io.granary.ingestion.session;

import org.jspecify.annotations.NullMarked;
