package io.granary.offline.engine;

import org.junit.jupiter.api.Test;

/** What engines that read the archive do with windows, from wherever events come. */
public abstract class OfflineArchivedWindowsContract extends OfflineWindowsContract {

    @Test
    void givesWhatTheWorkedExamplesGiveFromTheArchive() {
        checkWorkedExamples(true);
    }
}
