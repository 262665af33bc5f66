package io.granary.offline.engine.archive;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchivedRecord;
import io.granary.formats.Replayed;
import io.granary.formats.ReplayedRecords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks through records one after the other, in this thread. */
public final class PartScan implements RecordScan {

    @Override
    public Map<Integer, Arrivals> arrivals(List<ArchivePart> parts) {
        Map<Integer, Arrivals> arrivals = new TreeMap<>();
        parts.forEach(part -> part.readHeaders(
                archived -> arrivals.merge(archived.partition(), Arrivals.of(archived), Arrivals::and)));
        return arrivals;
    }

    /**
     * The records that were given back from dead letters.
     *
     * @throws io.granary.core.GranaryException (FAILED_PRECONDITION) naming a file that cannot be read
     */
    public ReplayedRecords replayed(List<ArchivePart> parts) {
        ReplayedRecords replayed = new ReplayedRecords();
        parts.forEach(part -> part.readHeaders(archived -> note(archived, replayed)));
        return replayed;
    }

    private static void note(ArchivedRecord archived, ReplayedRecords into) {
        Replayed copy = Replayed.of(archived::lastHeader);
        if (copy != null) {
            into.add(copy);
        }
    }
}
