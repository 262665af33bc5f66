package io.granary.serving.runtime;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.registry.client.RevisionSource;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of the project's current revision. Follows the registry: loads what is new in the background, keeps the old
 * table until the new one is complete, and tries again to load what failed. Safe for threads.
 */
final class Models implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Models.class);

    private final RevisionSource revisions;
    private final ModelTableLoader loader;
    private final Duration retry;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(Models::thread);

    private volatile ModelTable table;
    private volatile boolean loaded;
    private volatile boolean closed;
    private RevisionSource.@Nullable Subscription subscription;
    private @Nullable ScheduledFuture<?> retries;

    Models(RevisionSource revisions, ModelTableLoader loader, Duration retry) {
        this.revisions = revisions;
        this.loader = loader;
        this.retry = retry;
        this.table = ModelTable.empty(Revision.none(revisions.current().project()));
    }

    void start() {
        subscription = revisions.subscribe(revision -> background.execute(this::follow));
        background.execute(this::follow);
        retries = background.scheduleWithFixedDelay(
                this::retry, retry.toMillis(), retry.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The table of now, entered: the caller leaves its lease when the request is over. */
    ModelTable enter() {
        while (!closed) {
            ModelTable current = table;
            // It may have been replaced and left by everyone in between; then there is a newer one.
            if (current.lease().enter()) {
                return current;
            }
        }
        throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot predict: the process is stopping");
    }

    /**
     * Runs work with the table of now, whose models stay open until the work is done, also when its caller no longer
     * waits for it.
     */
    <T> CompletionStage<T> lend(Function<ModelTable, CompletionStage<T>> work) {
        ModelTable lent = enter();
        try {
            return work.apply(lent)
                    .whenComplete((result, failure) -> lent.lease().leave());
        } catch (RuntimeException e) {
            lent.lease().leave();
            throw e;
        }
    }

    /** Whether the models of a revision have been tried, if only to fail. */
    boolean isLoaded() {
        return loaded;
    }

    /** The table of now, to look at only: its models may be closed at any time. */
    ModelTable look() {
        return table;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
        if (retries != null) {
            retries.cancel(false);
        }
        background.execute(() -> table.lease().leave());
        background.shutdown();
    }

    private void follow() {
        Revision newest = revisions.current();
        if (newest.number() > 0 && !newest.equals(table.revision())) {
            replace(newest);
        }
    }

    private void retry() {
        if (!table.failures().isEmpty()) {
            replace(table.revision());
        }
    }

    private void replace(Revision revision) {
        if (closed) {
            return;
        }
        try {
            ModelTable previous = table;
            table = loader.load(revision, previous);
            loaded = true;
            previous.lease().leave();
        } catch (RuntimeException e) {
            log.error("Cannot load the models of revision {}", revision.number(), e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "granary-models");
        thread.setDaemon(true);
        return thread;
    }
}
