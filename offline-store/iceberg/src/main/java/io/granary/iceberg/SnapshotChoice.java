package io.granary.iceberg;

import io.granary.core.GranaryException;
import io.granary.offline.engine.TableVersion;
import java.time.DateTimeException;
import java.time.Instant;

/** Which of a table's snapshots is read. */
public sealed interface SnapshotChoice
        permits SnapshotChoice.Newest, SnapshotChoice.OfId, SnapshotChoice.AsOf, SnapshotChoice.Recorded {

    SnapshotChoice NEWEST = new Newest();

    /** The newest there is, with the table's columns of now. */
    record Newest() implements SnapshotChoice {}

    /** One by its id, with the columns that the table had then. */
    record OfId(long id) implements SnapshotChoice {}

    /** The one that was the newest at a moment, with the columns that the table had then. */
    record AsOf(Instant moment) implements SnapshotChoice {}

    /** One that was read before, with the columns that it was read with. */
    record Recorded(TableVersion version) implements SnapshotChoice {}

    /**
     * Reads what a user writes: an id, or a moment.
     *
     * @param name what it is called in errors
     * @throws GranaryException (INVALID_ARGUMENT) when it is neither
     */
    static SnapshotChoice parse(String name, String text) {
        try {
            return text.matches("-?\\d+") ? new OfId(Long.parseLong(text)) : new AsOf(Instant.parse(text));
        } catch (NumberFormatException | DateTimeException e) {
            throw GranaryException.invalid(
                    name, "'" + text + "'", "the id of a snapshot, or a moment such as 2026-01-31T00:00:00Z");
        }
    }
}
