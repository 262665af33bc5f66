package io.granary.offline.local;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchivedRecord;
import io.granary.core.GranaryException;
import io.granary.formats.Replayed;
import io.granary.formats.ReplayedRecords;
import io.granary.offline.engine.archive.ArchivedEvent;
import io.granary.offline.engine.archive.ArchivedEvents;
import io.granary.offline.engine.archive.CountedRecords;
import io.granary.offline.engine.archive.StreamArchive;
import io.granary.offline.engine.compute.SeenTimes;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One pass over what an archive has of a stream, which fills a table for each view that reads the stream. */
final class ArchivePass {

    /** What one view takes. */
    record Target(ArchivedView view, CountedRecords counted, Filling rows) {}

    private final StreamArchive archive;
    private final ArchivedEvents events;
    private final SeenTimes seen;
    private final List<Target> targets;
    private final ReplayedRecords known;
    private final ReplayedRecords found = new ReplayedRecords();

    /**
     * @param seen between which event timestamps entity rows see anything
     * @param known the records that were given back, or none, which holds until one is found
     */
    ArchivePass(StreamArchive archive, SeenTimes seen, List<Target> targets, ReplayedRecords known) {
        this.archive = archive;
        this.seen = seen;
        this.targets = List.copyOf(targets);
        this.known = known;
        events = new ArchivedEvents(archive.stream(), archive.archive());
    }

    /**
     * Reads file after file. Once a record is found that was given back, and none was known of, no rows are added any more: which
     * of those before it count is not known then.
     *
     * @param progress told how many bytes were read with each
     * @return the records that were given back
     * @throws GranaryException (FAILED_PRECONDITION) naming a file that cannot be read
     */
    ReplayedRecords read(LongConsumer progress) {
        for (ArchivePart part : archive.parts()) {
            long bytes = part.bytes();
            part.read(archive.arrivals(), this::take, this::note);
            progress.accept(bytes);
        }
        return found;
    }

    private void take(ArchivedRecord archived) {
        note(archived);
        boolean isTold = found.isEmpty() || !known.isEmpty();
        ArchivedEvent event = isTold ? events.read(archived) : null;
        if (event != null && seen.has(event.eventMicros())) {
            targets.forEach(target -> take(target, event));
        }
    }

    private void note(ArchivedRecord archived) {
        Replayed copy = Replayed.of(archived::lastHeader);
        if (copy != null) {
            found.add(copy);
        }
    }

    private static void take(Target target, ArchivedEvent event) {
        @Nullable Object @Nullable [] row = target.counted().has(event.record()) ? row(target.view(), event) : null;
        if (row == null) {
            return;
        }
        try {
            target.rows().add(row);
        } catch (SQLException e) {
            throw Database.failed(e);
        }
    }

    private static @Nullable Object @Nullable [] row(ArchivedView view, ArchivedEvent event) {
        try {
            return view.compute(event);
        } catch (GranaryException e) {
            // A dead letter to the stream.
            return null;
        }
    }
}
