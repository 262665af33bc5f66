/** Records that could not be used: found again, looked at, and given back to who could not use them. */
@NullMarked
package io.granary.ingestion.deadletter;

import org.jspecify.annotations.NullMarked;
