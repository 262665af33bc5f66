package io.granary.offline.engine.archive;

import io.granary.archive.ArchivedRecord;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import io.granary.formats.ReplayedRecords;

/**
 * The records of a topic that the stream counts for a view, given that it can use them: of a record that was given back, either
 * the original or the copy.
 *
 * @param view as records name it that were given back
 */
public record CountedRecords(String view, ReplayedRecords replayed) {

    public static CountedRecords of(Revision revision, FeatureView view, ReplayedRecords replayed) {
        return new CountedRecords(Replayed.nameOf(revision, view), replayed);
    }

    /** Whether a record is one of them. */
    public boolean has(ArchivedRecord archived) {
        return replayed.counts(
                view,
                archived::lastHeader,
                new RecordPlace(archived.partition(), archived.offset(), archived.arrivalMillis()));
    }
}
