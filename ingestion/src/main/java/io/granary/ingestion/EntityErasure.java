package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.ViewsAtRest;
import io.granary.core.erasure.Erasure;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.ingestion.ErasureReceipt.Line;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.ProjectRollout;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * Erases one entity, beside ingestion processes that run: from the feature log and with it the online store, from the
 * states of windows and from the archive, with a receipt that is kept. Whatever arrived of it until then does not count
 * any more wherever events and rows are read again; what arrives later makes it anew. What dies on the way goes on when it
 * is run again. Calls block; failures are {@link GranaryException}s, UNAVAILABLE when something does not answer in time.
 * Used by one thread; whoever opens it closes it.
 */
public final class EntityErasure implements AutoCloseable {

    private final ErasureConfig config;
    private final OnlineStore store;
    private final Supplier<ProjectRollout> rollouts;
    private final Map<String, String> kafka;
    private final KafkaClients clients;
    private final Admin admin;
    private final Topics topics;
    private final ErasureLog log;
    private final InstantSource clock = InstantSource.system();

    private EntityErasure(ErasureConfig config, OnlineStore store, Supplier<ProjectRollout> rollouts) {
        this.config = config;
        this.store = store;
        this.rollouts = rollouts;
        this.kafka = settings(config.ingestion());
        this.clients = new KafkaClients(config.ingestion());
        this.admin = clients.admin();
        this.topics = new Topics(admin, config.ingestion());
        this.log = new ErasureLog(kafka);
    }

    /**
     * Opens what it needs.
     *
     * @param store stays the caller's to close
     * @param rollouts what the registry says now; asked again once the erasure is known to everybody
     */
    public static EntityErasure open(ErasureConfig config, OnlineStore store, Supplier<ProjectRollout> rollouts) {
        return new EntityErasure(config, store, rollouts);
    }

    private static Map<String, String> settings(IngestionConfig config) {
        Map<String, String> all = new HashMap<>(config.kafka());
        all.put("bootstrap.servers", config.bootstrapServers());
        return Map.copyOf(all);
    }

    /** What would be done, as a receipt that nobody keeps: lines count what is stored now. Changes nothing. */
    public ErasureReceipt look(Entity entity, EntityKey key) {
        topics.requireBroker();
        ErasureScope scope = scope(rollouts.get(), entity, key);
        List<Line> lines = new ArrayList<>(scope.stored());
        lines.addAll(scope.views());
        return begun(entity, key, scope).until(clock.millis()).with(lines);
    }

    /**
     * Erases it.
     *
     * @param key of the entity's join keys alone
     * @param steps hears what is being done
     * @throws GranaryException CONFLICT when a view is being materialized or backfilled, the archive compacted, or a revision
     *     applied meanwhile; FAILED_PRECONDITION when its join keys are those of another entity, too; UNAVAILABLE when
     *     ingestion does not come so far in time
     */
    public ErasureReceipt run(Entity entity, EntityKey key, Consumer<String> steps) {
        topics.requireBroker();
        requireIngestion();
        topics.ensureErasures();
        ErasureScope scope = scope(rollouts.get(), entity, key);
        try (FillLocks locks = FillLocks.acquire(locks(scope.erased()));
                ErasureWaits waits = waits(steps)) {
            requireNonNull(locks, "locks");
            ErasureReceipt receipt = keep(begun(entity, key, scope));
            requireSame(scope.rollout());
            scope.streams().forEach(plan -> waits.untilRead(plan, plan.source().topic()));
            List<Line> lines = new ArrayList<>(scope.stored());
            steps.accept("Writing tombstones.");
            lines.addAll(scope.bury(waits, receipt.erasure().untilMillis()));
            lines.addAll(archive(scope, receipt.erasure(), waits, steps));
            ErasureReceipt done = receipt.with(lines).done(clock.instant());
            log.append(done);
            return done;
        }
    }

    /** The moment of an erasure is the broker's: arrivals are. */
    private ErasureReceipt keep(ErasureReceipt begun) {
        ErasureReceipt receipt = begun.until(log.append(begun));
        log.append(receipt);
        return receipt;
    }

    /** A generation that began before the erasure was kept does not know of it; those after it do. */
    private void requireSame(ProjectRollout rollout) {
        if (!rollouts.get().equals(rollout)) {
            throw new GranaryException(
                    ErrorCode.CONFLICT,
                    "Cannot erase the entity: the project's rollout has changed meanwhile; run this again, it goes on");
        }
    }

    private ErasureScope scope(ProjectRollout rollout, Entity entity, EntityKey key) {
        ErasureRules.require(rollout, entity);
        return new ErasureScope(
                rollout, clients, topics, new Offsets(admin), new ErasedKeys(clients, store, key), entity, key);
    }

    private void requireIngestion() {
        String project = config.ingestion().project();
        if (!new Materializations(kafka, admin).isProjected(project)) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot erase the entity: no ingestion process of project '" + project
                            + "' is there to apply it; start 'granary ingest' and run this again");
        }
    }

    /** One that was not finished goes on; what has come since is erased too, but not before the broker says when. */
    private ErasureReceipt begun(Entity entity, EntityKey key, ErasureScope scope) {
        String project = config.ingestion().project();
        Erasure erasure = Erasure.of(key, 0);
        ErasureReceipt unfinished = log.read(project).stream()
                .filter(known -> !known.isDone() && known.erasure().digest().equals(erasure.digest()))
                .findFirst()
                .orElse(null);
        List<Line> kept = new ErasureRest(scope.rollout(), topics, config.archive()).lines(entity, scope.erased());
        return new ErasureReceipt(
                unfinished == null ? UUID.randomUUID().toString() : unfinished.id(),
                project,
                entity.name(),
                unfinished == null ? erasure : unfinished.erasure(),
                clock.instant(),
                null,
                List.of(),
                kept);
    }

    private ErasureWaits waits(Consumer<String> steps) {
        OnlineProgress progress = OnlineProgress.open(config.ingestion().project(), kafka, store);
        return new ErasureWaits(progress, new RecordTails(kafka), new Offsets(admin), config.patience(), steps);
    }

    /** What began before the erasure does not know of it, and could bring rows back. */
    private List<Supplier<FillLock>> locks(List<ErasedView> views) {
        Set<String> names = topics.names();
        String rows = FeatureLogRecord.rowsTopic(config.ingestion().project());
        List<Supplier<FillLock>> locks = new ArrayList<>();
        for (ErasedView each : views) {
            FeatureView view = each.view();
            WindowPlan windows = each.windows();
            if (windows != null && names.contains(windows.backfillLog())) {
                locks.add(() -> lock("backfill", each, windows.backfillLog()));
            } else if (ViewsAtRest.whyNot(each.revision().definitions(), view) == null && names.contains(rows)) {
                locks.add(() -> lock("materialize", each, rows));
            }
        }
        return locks;
    }

    private FillLock lock(String fill, ErasedView view, String topic) {
        String group = "granary-" + config.ingestion().project() + "-" + fill + "-" + view.field();
        return FillLock.ask(
                kafka, admin, group, "erase from feature view '" + view.view().name() + "'", topic);
    }

    private List<Line> archive(ErasureScope scope, Erasure erasure, ErasureWaits waits, Consumer<String> steps) {
        Path archive = config.archive();
        if (archive == null) {
            return List.of();
        }
        steps.accept("Looking through the archive.");
        return new ErasedArchive(archive, scope.rollout(), config.ingestion(), topics, waits).erase(scope, erasure);
    }

    @Override
    public void close() {
        admin.close();
    }
}
