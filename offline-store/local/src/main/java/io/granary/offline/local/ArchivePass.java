package io.granary.offline.local;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchivedRecord;
import io.granary.core.GranaryException;
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

    /** @param seen between which event timestamps entity rows see anything */
    ArchivePass(StreamArchive archive, SeenTimes seen, List<Target> targets) {
        this.archive = archive;
        this.seen = seen;
        this.targets = List.copyOf(targets);
        events = new ArchivedEvents(archive.stream(), archive.archive());
    }

    /**
     * Reads file after file.
     *
     * @param progress told how many bytes were read with each
     * @throws GranaryException (FAILED_PRECONDITION) naming a file that cannot be read
     */
    void read(LongConsumer progress) {
        for (ArchivePart part : archive.parts()) {
            long bytes = part.bytes();
            part.read(this::take);
            progress.accept(bytes);
        }
    }

    private void take(ArchivedRecord archived) {
        ArchivedEvent event = events.read(archived);
        if (event != null && seen.has(event.eventMicros())) {
            targets.forEach(target -> take(target, event));
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
