package io.granary.offline.engine;

import io.granary.core.GranaryException;
import io.granary.core.type.EpochMicros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a materialization writes its rows to the feature log.
 *
 * @param replacesBefore stored rows with earlier event timestamps give way, whichever is greater; those that are a
 *     stream's own never do. Null: the greater row stays
 * @param rowsPerSecond at most, over all writers together; null: as fast as they can
 */
public record LogWriting(
        @Nullable Instant replacesBefore, @Nullable Integer rowsPerSecond) {

    /** By the write rule, as fast as it goes. */
    public static final LogWriting DEFAULT = new LogWriting(null, null);

    /** Later than every row's event timestamp. */
    public static final Instant ALL = EpochMicros.toInstant(Long.MAX_VALUE);

    public LogWriting {
        if (rowsPerSecond != null && rowsPerSecond < 1) {
            throw GranaryException.invalid("rate", rowsPerSecond, ">= 1 row a second");
        }
    }
}
