package io.granary.online.serving;

import io.granary.core.definition.Revision;
import io.granary.online.store.OnlineStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a process fast before it is ready: answers made-up requests of every kind from made-up rows, through the same routes
 * on ports of its own, until the code is compiled; and opens the online store's connections. It counts nowhere and writes
 * nothing. Waits for the first revision and what other parts load, then takes no longer than it may. Runs on a thread of
 * its own.
 */
final class WarmUp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    private static final int MOST_OF_A_KIND = 3_000;
    private static final int AT_ONCE = 4;
    private static final int SHARE_OF_REST = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final OnlineFeatures features;
    private final OnlineServingConfig config;
    private final OnlineStore store;
    private final List<WarmUpPart> parts;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "granary-warm-up");
    private volatile boolean isDone;
    private volatile boolean isClosed;

    WarmUp(
            OnlineFeatures features,
            OnlineServingConfig config,
            OnlineStore store,
            List<WarmUpPart> parts,
            Vertx vertx,
            InstantSource clock) {
        this.features = features;
        this.config = config;
        this.store = store;
        this.parts = List.copyOf(parts);
        this.vertx = vertx;
        this.clock = clock;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether it has ended, as well as it could. */
    boolean isDone() {
        return isDone;
    }

    /** How many made-up requests of each kind were answered well until now. */
    Map<String, Integer> answered() {
        return new TreeMap<>(answered);
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private void run() {
        try {
            while (!isLoaded() && !isClosed) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (!isClosed) {
                warmUp(System.nanoTime() + config.warmUp().toNanos());
            }
        } catch (RuntimeException e) {
            // Whatever it is: a process that is slow at first is better than one that is never ready.
            log.warn("Cannot warm up: {}", e.toString());
        } finally {
            isDone = true;
        }
    }

    private boolean isLoaded() {
        return features.isReady() && parts.stream().allMatch(WarmUpPart::isLoaded);
    }

    private void warmUp(long deadlineNanos) {
        long startNanos = System.nanoTime();
        StoreConnections.open(vertx, store, config.project(), deadlineNanos);
        answerSamples(deadlineNanos - config.warmUp().toNanos() / SHARE_OF_REST);
        CompilerRest.await(deadlineNanos);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        log.info("Warmed up by requests of each kind {} in {} ms", answered(), millis);
    }

    private void answerSamples(long deadlineNanos) {
        Revision revision = features.revision(config.project());
        OnlineFeatures samples = features.reading(new SampleRows(revision, clock.instant()));
        List<SampleRequest> requests = new ArrayList<>(SampleRequests.of(revision, features));
        parts.forEach(part -> requests.addAll(part.samples()));
        try (SampleServer server = SampleServer.start(samples, config, parts, clock)) {
            ask(server, new SampleTurns(requests), deadlineNanos);
        }
    }

    private void ask(SampleServer server, SampleTurns turns, long deadlineNanos) {
        int most = MOST_OF_A_KIND * turns.kinds();
        for (int asked = 0; asked < most && System.nanoTime() < deadlineNanos && !isClosed; asked += AT_ONCE) {
            List<Future<?>> underWay = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                SampleRequest request = turns.next();
                underWay.add(server.ask(request, deadlineNanos)
                        .onSuccess(isOk -> answered.merge(request.kind(), isOk ? 1 : 0, Integer::sum)));
            }
            Future.all(underWay).await();
        }
    }
}
