package io.granary.cli;

import io.granary.ingestion.BatchSourceErasure;
import io.granary.offline.engine.RowErasureRequest;
import io.granary.offline.engine.RowErasureRequest.Mode;
import io.granary.offline.engine.process.RowErasureProcess;
import java.nio.file.Path;
import java.util.List;

/**
 * Batch sources on this machine's disks, written again by a process of the Spark engine's jars.
 *
 * @param jars folder of these
 * @param repository folder at which relative paths start
 */
record BatchSourceFiles(Path jars, Path repository) implements BatchSourceErasure {

    @Override
    public List<Rows> look(Asked asked) {
        return run(asked, Mode.LOOK);
    }

    @Override
    public List<Rows> erase(Asked asked) {
        return run(asked, Mode.ERASE);
    }

    private List<Rows> run(Asked asked, Mode mode) {
        RowErasureRequest request =
                new RowErasureRequest(asked.id(), repository, asked.revisions(), asked.key(), asked.until(), mode);
        return RowErasureProcess.run(jars, request).tables().stream()
                .map(table -> new Rows(table.source(), table.path(), table.rows(), table.files()))
                .toList();
    }
}
