package io.granary.offline.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was when it was read or written.
 *
 * @param path relative to the folder that the holder names, or absolute
 * @param bytes its size
 * @param modifiedAt null where only the content counts
 * @param sha256 of its content, in hex; null when it was not computed
 */
public record FileVersion(
        String path,
        long bytes,
        @Nullable Instant modifiedAt,
        @Nullable String sha256) {}
