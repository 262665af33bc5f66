package io.granary.registry.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest rollout that a client was told, in memory and on disk, and those who hear of the next. Never goes back to an
 * older rollout of the same registry. Safe for threads, one of which takes rollouts.
 */
final class KnownRollout implements RolloutSource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KnownRollout.class);

    private final RegistryClientConfig config;
    private final @Nullable SnapshotFile snapshot;
    private final @Nullable SnapshotWriter writer;
    private final List<Consumer<ProjectRollout>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable FetchedRollout fetched;

    KnownRollout(RegistryClientConfig config) {
        this.config = config;
        this.snapshot = config.snapshot() == null ? null : new SnapshotFile(config.snapshot());
        this.writer = snapshot == null ? null : new SnapshotWriter(snapshot);
    }

    /** Begins with what is on disk, if it is of the project. */
    void load() {
        FetchedRollout found = snapshot == null ? null : snapshot.read();
        if (found != null && !found.rollout().rollout().project().equals(config.project())) {
            log.warn(
                    "Ignoring the registry snapshot {}: it is of project '{}'",
                    config.snapshot(),
                    found.rollout().rollout().project());
            return;
        }
        fetched = found;
    }

    @Override
    public ProjectRollout current() {
        FetchedRollout current = fetched;
        return current == null ? ProjectRollout.none(config.project()) : current.rollout();
    }

    /** With what the registry said beside it; null before the first. */
    @Nullable
    FetchedRollout fetched() {
        return fetched;
    }

    @Override
    public RevisionSource.Subscription subscribe(Consumer<ProjectRollout> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Takes a rollout and tells everyone, unless a later one of the same registry is known; returns whether it did. */
    boolean take(FetchedRollout next) {
        FetchedRollout current = fetched;
        int live = next.rollout().live().number();
        if (current != null && next.isBefore(current)) {
            log.warn(
                    "Ignoring revision {} of project '{}': revision {} of the same registry is in use",
                    live,
                    config.project(),
                    current.rollout().live().number());
            return false;
        }
        fetched = next;
        int newest = next.rollout().newest().number();
        log.info("Project '{}' is at revision {}, revision {} is live", config.project(), newest, live);
        listeners.forEach(listener -> notify(listener, next.rollout()));
        if (writer != null) {
            writer.write(next);
        }
        return true;
    }

    private static void notify(Consumer<ProjectRollout> listener, ProjectRollout rollout) {
        try {
            listener.accept(rollout);
        } catch (RuntimeException e) { // whatever a listener does, the others hear of it
            log.error("Cannot tell a listener of revision {}", rollout.newest().number(), e);
        }
    }

    /** Waits until what is known is on disk. */
    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
