package io.granary.offline.engine.archive;

import io.granary.archive.ArchivePart;
import io.granary.core.GranaryException;
import java.util.List;
import java.util.Map;

/** Looks through the records of some parts of an archive, whose values it does not need, in an engine's own way. */
public interface RecordScan {

    /**
     * When records came, by partition; those without records are not in it.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming a file that cannot be read
     */
    Map<Integer, Arrivals> arrivals(List<ArchivePart> parts);
}
