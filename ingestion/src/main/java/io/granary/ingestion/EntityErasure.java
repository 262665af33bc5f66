package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewsAtRest;
import io.granary.core.erasure.Erasure;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.ingestion.ErasureReceipt.Line;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.ProjectRollout;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Erases one entity, beside ingestion processes that run: from the feature log and with it the online store, from the
 * states of windows, from the archive, from batch sources and from logged answers, with a receipt that is kept. Whatever
 * arrived of it until then does not count any more wherever events and rows are read again; what arrives later makes it
 * anew. What dies on the way goes on when it is run again, under the same receipt. Calls block; failures are {@link
 * GranaryException}s, UNAVAILABLE when something does not answer in time. Used by one thread; whoever opens it closes it.
 */
public final class EntityErasure implements AutoCloseable {

    private final ErasureParts parts;
    private final Revisions revisions;
    private final InstantSource clock = InstantSource.system();

    /** What the registry says; every call asks it. */
    public interface Revisions {

        /** What is in use now. */
        ProjectRollout rollout();

        /** One that was applied some time, by its number. */
        Revision revision(int number);
    }

    private EntityErasure(ErasureParts parts, Revisions revisions) {
        this.parts = parts;
        this.revisions = revisions;
    }

    /**
     * Opens what it needs.
     *
     * @param store stays the caller's to close
     */
    public static EntityErasure open(ErasureConfig config, OnlineStore store, Revisions revisions) {
        return new EntityErasure(ErasureParts.open(config, store), revisions);
    }

    /** What would be done, as a receipt that nobody keeps: lines count what is stored now. Changes nothing. */
    public ErasureReceipt look(Entity entity, EntityKey key) {
        parts.topics().requireBroker();
        ErasureScope scope = scope(entity, key);
        ErasureReceipt receipt = begun(scope).until(clock.millis());
        List<Line> lines = new ArrayList<>(scope.stored());
        lines.addAll(scope.views());
        BatchSourceErasure sources = parts.config().sources();
        if (sources != null) {
            lines.addAll(new ErasedSources(sources, scope).look(receipt));
        }
        return receipt.with(lines);
    }

    /**
     * Begins to erase it, or goes on where one ended that was not finished.
     *
     * @param key of the entity's join keys alone
     * @throws GranaryException CONFLICT when it is being erased, a view of it is being materialized or backfilled, or a
     *     revision was applied meanwhile; FAILED_PRECONDITION when its join keys are those of another entity, too;
     *     UNAVAILABLE when no ingestion process is there
     */
    public ErasureRun begin(Entity entity, EntityKey key) {
        parts.topics().requireBroker();
        requireIngestion();
        parts.topics().ensureErasures();
        ErasureScope scope = scope(entity, key);
        FillLocks locks = FillLocks.acquire(locks(scope));
        try {
            ErasureReceipt receipt = keep(begun(scope));
            requireSame(scope.rollout());
            return new ErasureRun(parts, scope, revisions, locks, receipt, clock);
        } catch (RuntimeException e) {
            // Whatever it is: nobody else would close them.
            locks.close();
            throw e;
        }
    }

    /** The moment of an erasure is the broker's: arrivals are. */
    private ErasureReceipt keep(ErasureReceipt begun) {
        ErasureReceipt receipt = begun.until(parts.log().append(begun));
        parts.log().append(receipt);
        return receipt;
    }

    /** A generation that began before the erasure was kept does not know of it; those after it do. */
    private void requireSame(ProjectRollout rollout) {
        if (!revisions.rollout().equals(rollout)) {
            throw new GranaryException(
                    ErrorCode.CONFLICT,
                    "Cannot erase the entity: the project's rollout has changed meanwhile; run this again, it goes on");
        }
    }

    private ErasureScope scope(Entity entity, EntityKey key) {
        ProjectRollout rollout = revisions.rollout();
        ErasureRules.require(rollout, entity);
        return new ErasureScope(
                rollout,
                parts.clients(),
                parts.topics(),
                new Offsets(parts.admin()),
                new ErasedKeys(parts.clients(), parts.store(), key),
                entity,
                key);
    }

    private void requireIngestion() {
        if (!new Materializations(parts.kafka(), parts.admin()).isProjected(parts.project())) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot erase the entity: no ingestion process of project '" + parts.project()
                            + "' is there to apply it; start 'granary ingest' and run this again");
        }
    }

    /** One that was not finished goes on; what has come since is erased too, but not before the broker says when. */
    private ErasureReceipt begun(ErasureScope scope) {
        Erasure erasure = Erasure.of(scope.key(), 0);
        ErasureReceipt unfinished = parts.log().read(parts.project()).stream()
                .filter(known -> !known.isDone() && known.erasure().digest().equals(erasure.digest()))
                .findFirst()
                .orElse(null);
        List<Line> kept =
                new ErasureRest(scope.rollout(), parts.topics(), parts.config()).lines(scope.entity(), scope.erased());
        return new ErasureReceipt(
                unfinished == null ? UUID.randomUUID().toString() : unfinished.id(),
                parts.project(),
                scope.entity().name(),
                unfinished == null ? erasure : unfinished.erasure(),
                clock.instant(),
                null,
                unfinished == null ? List.of() : unfinished.erased(),
                kept);
    }

    /** Another one of the entity would do the same; what began before the erasure does not know of it. */
    private List<Supplier<FillLock>> locks(ErasureScope scope) {
        String digest = Erasure.of(scope.key(), 0).digest();
        Set<String> names = parts.topics().names();
        List<Supplier<FillLock>> locks = new ArrayList<>();
        locks.add(() ->
                parts.lock("erase-" + digest, "erase this " + scope.entity().name(), Erasure.topic(parts.project())));
        for (ErasedView each : scope.erased()) {
            String topic = topicOfFill(each);
            if (topic != null && names.contains(topic)) {
                String fill = each.windows() == null ? "materialize" : "backfill";
                String work = "erase from feature view '" + each.view().name() + "'";
                locks.add(() -> parts.lock(fill + "-" + each.field(), work, topic));
            }
        }
        return locks;
    }

    /** What rows at rest are written to; null: there are none. */
    private @Nullable String topicOfFill(ErasedView each) {
        WindowPlan windows = each.windows();
        if (windows != null) {
            return windows.backfillLog();
        }
        return ViewsAtRest.whyNot(each.revision().definitions(), each.view()) == null
                ? FeatureLogRecord.rowsTopic(parts.project())
                : null;
    }

    @Override
    public void close() {
        parts.close();
    }
}
