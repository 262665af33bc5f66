package io.granary.ingestion;

import io.granary.core.erasure.Erasure;
import io.granary.ingestion.BatchSourceErasure.Asked;
import io.granary.ingestion.BatchSourceErasure.Rows;
import io.granary.ingestion.ErasureReceipt.Line;
import java.time.Instant;
import java.util.List;

/** Takes the rows of an entity out of a project's batch sources. Blocks; used by one thread. */
final class ErasedSources {

    private final BatchSourceErasure sources;
    private final ErasureScope scope;

    ErasedSources(BatchSourceErasure sources, ErasureScope scope) {
        this.sources = sources;
        this.scope = scope;
    }

    List<Line> look(ErasureReceipt receipt) {
        return lines(sources.look(asked(receipt)), "rows in %d files");
    }

    List<Line> erase(ErasureReceipt receipt) {
        return lines(sources.erase(asked(receipt)), "rows taken out, %d files written again");
    }

    private Asked asked(ErasureReceipt receipt) {
        Erasure erasure = receipt.erasure();
        return new Asked(
                receipt.id(),
                List.copyOf(scope.rollout().revisions().values()),
                scope.key(),
                Instant.ofEpochMilli(erasure.untilMillis()));
    }

    private static List<Line> lines(List<Rows> tables, String note) {
        return tables.stream()
                .map(table -> new Line(
                        ErasureRest.SOURCE,
                        table.source() + ": " + table.path(),
                        table.count(),
                        note.formatted(table.files())))
                .toList();
    }
}
