package io.granary.iceberg;

import io.granary.offline.engine.Since;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a table of which a snapshot was read before.
 *
 * @param appended what came since; null: everything has to be read
 * @param whyAll why everything is; null when it is not
 */
record SnapshotIncrement(
        Since.@Nullable Appended appended, @Nullable String whyAll) {}
