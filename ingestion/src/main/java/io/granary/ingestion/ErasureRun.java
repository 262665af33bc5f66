package io.granary.ingestion;

import io.granary.ingestion.ErasureReceipt.Line;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * An erasure that everybody knows of, and that keeps others of the same entity away until it is closed. Calls block; used by
 * one thread, closed by who began it.
 */
public final class ErasureRun implements AutoCloseable {

    private final ErasureParts parts;
    private final ErasureScope scope;
    private final EntityErasure.Revisions revisions;
    private final FillLocks locks;
    private final InstantSource clock;
    private ErasureReceipt receipt;

    ErasureRun(
            ErasureParts parts,
            ErasureScope scope,
            EntityErasure.Revisions revisions,
            FillLocks locks,
            ErasureReceipt receipt,
            InstantSource clock) {
        this.parts = parts;
        this.scope = scope;
        this.revisions = revisions;
        this.locks = locks;
        this.receipt = receipt;
        this.clock = clock;
    }

    /** As far as it is now. */
    public ErasureReceipt receipt() {
        return receipt;
    }

    /**
     * Takes everything away, step by step: what a step is about to take away or has taken away is kept before the next.
     *
     * @param steps hears what is being done
     * @throws io.granary.core.GranaryException CONFLICT when somebody else writes files of the archive or of answers again meanwhile; UNAVAILABLE when ingestion
     *     does not come so far in time; FAILED_PRECONDITION naming a file of a batch source that cannot be written again
     */
    public ErasureReceipt finish(Consumer<String> steps) {
        try (ErasureWaits waits = parts.waits(steps)) {
            scope.streams().forEach(plan -> waits.untilRead(plan, plan.source().topic()));
            keep(receipt.with(scope.stored()));
            steps.accept("Writing tombstones.");
            keep(receipt.with(scope.bury(waits, receipt.erasure().untilMillis())));
            keep(receipt.with(archive(waits, steps)));
            keep(receipt.with(sources(steps)));
            keep(receipt.with(answers(waits, steps)).done(clock.instant()));
            return receipt;
        }
    }

    private void keep(ErasureReceipt next) {
        parts.log().append(next);
        receipt = next;
    }

    private List<Line> archive(ErasureWaits waits, Consumer<String> steps) {
        Path archive = parts.config().archive();
        if (archive == null) {
            return new ArrayList<>();
        }
        steps.accept("Looking through the archive.");
        return new ErasedArchive(archive, scope.rollout(), parts.config().ingestion(), parts.topics(), waits)
                .erase(scope, receipt);
    }

    private List<Line> sources(Consumer<String> steps) {
        BatchSourceErasure sources = parts.config().sources();
        if (sources == null) {
            return List.of();
        }
        steps.accept("Looking through the batch sources.");
        return new ErasedSources(sources, scope).erase(receipt);
    }

    private List<Line> answers(ErasureWaits waits, Consumer<String> steps) {
        Path answers = parts.config().answers();
        if (answers == null) {
            return new ArrayList<>();
        }
        steps.accept("Looking through the answers.");
        return new ErasedAnswers(answers, waits)
                .erase(
                        receipt.id(),
                        new RowsOfEntity(parts.project(), scope.entity(), scope.key(), revisions::revision));
    }

    @Override
    public void close() {
        locks.close();
    }
}
