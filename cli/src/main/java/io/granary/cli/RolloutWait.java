package io.granary.cli;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.Durations;
import io.granary.registry.client.RegistryApi;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits until a revision, or a later one, is live, and says what it waits for whenever that changes. Used once. */
final class RolloutWait {

    private static final Duration INTERVAL = Duration.ofMillis(300);

    private final RegistryApi registry;
    private final Revision applied;
    private final Duration timeout;
    private final PrintWriter err;
    private final CompletableFuture<@Nullable Void> live = new CompletableFuture<>();
    private String said = "";

    RolloutWait(RegistryApi registry, Revision applied, Duration timeout, PrintWriter err) {
        this.registry = registry;
        this.applied = applied;
        this.timeout = timeout;
        this.err = err;
    }

    /** @throws GranaryException (DEADLINE_EXCEEDED) when it takes too long */
    void await() {
        look();
        ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(RolloutWait::thread);
        try {
            ScheduledFuture<?> unused = looking.scheduleWithFixedDelay(
                    this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            live.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw tooLong(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GranaryException known ? known : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot wait for the revision: interrupted", e);
        } finally {
            looking.shutdownNow();
        }
    }

    private void look() {
        try {
            if (isLive()) {
                live.complete(null);
            }
        } catch (RuntimeException e) {
            // Whatever it is ends the wait, on the thread that waits.
            live.completeExceptionally(e);
        }
    }

    private GranaryException tooLong(TimeoutException cause) {
        return new GranaryException(
                ErrorCode.DEADLINE_EXCEEDED,
                "Cannot wait longer than " + Durations.text(timeout) + " for revision " + applied.number()
                        + ": its generations are not filled, see 'granary rollout'; until then an earlier one"
                        + " answers",
                cause);
    }

    /** The revision is applied, so a registry that is away for a moment is no reason to fail. */
    private boolean isLive() {
        try {
            Rollout rollout = registry.rollout(applied.project());
            boolean isLive = rollout.live() >= applied.number();
            say(isLive ? "" : RolloutText.waitingFor(rollout, applied));
            return isLive;
        } catch (GranaryException e) {
            if (e.code() != ErrorCode.UNAVAILABLE) {
                throw e;
            }
            say(e.getMessage() + "\n");
            return false;
        }
    }

    private void say(String text) {
        if (!text.equals(said)) {
            err.print(text);
            err.flush();
            said = text;
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "granary-rollout-wait");
        thread.setDaemon(true);
        return thread;
    }
}
