package io.granary.cli;

import io.granary.iceberg.SnapshotChoice;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An Iceberg table where a command takes a path, too: {@code iceberg:catalog.namespace.table}, of which a snapshot follows an
 * {@code @}.
 *
 * @param snapshot its id, or a moment at which it was the newest; null when none is named
 */
record TableArgument(String table, @Nullable String snapshot) {

    private static final String START = "iceberg:";

    /** Null when the argument is a path. */
    static @Nullable TableArgument parse(Path argument) {
        String text = argument.toString();
        if (!text.startsWith(START)) {
            return null;
        }
        int at = text.indexOf('@');
        return at < 0
                ? new TableArgument(text.substring(START.length()), null)
                : new TableArgument(text.substring(START.length(), at), text.substring(at + 1));
    }

    /** The snapshot that is named, or the newest. */
    SnapshotChoice choice() {
        return snapshot == null ? SnapshotChoice.NEWEST : SnapshotChoice.parse("snapshot of " + table, snapshot);
    }
}
