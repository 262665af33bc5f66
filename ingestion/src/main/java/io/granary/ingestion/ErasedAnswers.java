package io.granary.ingestion;

import io.granary.answers.AnswerErasure;
import io.granary.answers.AnswerErasure.Erased;
import io.granary.ingestion.ErasureReceipt.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the rows of an entity out of logged answers: of all, whenever they were given, since those from the moment of the
 * erasure until the online store had applied it still say what there was. Blocks; used by one thread.
 */
final class ErasedAnswers {

    private static final String PLACE = "answers";

    private final Path folder;
    private final ErasureWaits waits;

    ErasedAnswers(Path folder, ErasureWaits waits) {
        this.folder = folder;
        this.waits = waits;
    }

    /** @param id of the erasure */
    List<Line> erase(String id, RowsOfEntity rows) {
        waits.untilPublished(folder);
        Erased erased = new AnswerErasure(folder, id, rows).run();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(PLACE, folder.toString(), erased.answers(), "answers that had rows of it"));
        if (erased.left() > 0) {
            lines.add(new Line(
                    PLACE,
                    folder + ", unfinished",
                    erased.left(),
                    "files that a server left which was killed, and that nobody reads: deleted"));
        }
        return lines;
    }
}
