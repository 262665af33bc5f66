package io.granary.registry.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a project's events, read line by line. An event only says that something changed: what it is, is
 * asked for. Safe for threads.
 */
final class EventConnection implements Flow.Subscriber<String> {

    /** Several heartbeats of the registry. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final Runnable onEvent;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean heard;
    private volatile boolean over;
    private Flow.@Nullable Subscription subscription;

    private EventConnection(Runnable onEvent) {
        this.onEvent = onEvent;
    }

    /** @param onEvent called on a thread of the HTTP client; does not block */
    static EventConnection open(RegistryHttp http, String path, Runnable onEvent) {
        EventConnection connection = new EventConnection(onEvent);
        CompletableFuture<?> unused =
                http.stream(path, connection).whenComplete((response, failure) -> connection.over = true);
        return connection;
    }

    /** Whether lines have come, and not too long ago: a proxy that holds answers back gives none. */
    boolean isAlive() {
        return heard && !isOver();
    }

    boolean isOver() {
        return over || System.nanoTime() - heardNanos > LONGEST_SILENCE.toNanos();
    }

    /** Whether any line has come. */
    boolean wasHeard() {
        return heard;
    }

    synchronized void cancel() {
        over = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription opened) {
        subscription = opened;
        if (over) {
            opened.cancel();
            return;
        }
        opened.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        heardNanos = System.nanoTime();
        heard = true;
        if (line.startsWith("data:")) {
            onEvent.run();
        }
    }

    @Override
    public void onError(Throwable failure) {
        over = true;
    }

    @Override
    public void onComplete() {
        over = true;
    }
}
