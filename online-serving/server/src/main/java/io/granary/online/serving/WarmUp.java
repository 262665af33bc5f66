package io.granary.online.serving;

import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.online.store.OnlineStore;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a process fast before it is ready: answers made-up requests from made-up rows, through the same routes on a port
 * of its own, until the code is compiled; and opens the online store's connections. It counts nowhere and writes nothing.
 * Waits for the first revision, then takes no longer than it may. Runs on a thread of its own.
 */
final class WarmUp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    private static final int MOST_REQUESTS = 4_000;
    private static final int AT_ONCE = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final OnlineFeatures features;
    private final OnlineServingConfig config;
    private final OnlineStore store;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "granary-warm-up");
    private volatile boolean isDone;
    private volatile boolean isClosed;

    WarmUp(OnlineFeatures features, OnlineServingConfig config, OnlineStore store, Vertx vertx, InstantSource clock) {
        this.features = features;
        this.config = config;
        this.store = store;
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

    @Override
    public void close() {
        isClosed = true;
    }

    private void run() {
        try {
            while (!features.isReady() && !isClosed) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (!isClosed) {
                warmUp(System.nanoTime() + config.warmUp().toNanos());
            }
        } catch (RuntimeException e) {
            log.warn("Cannot warm up: {}", e.toString());
        } finally {
            isDone = true;
        }
    }

    private void warmUp(long deadlineNanos) {
        long startNanos = System.nanoTime();
        StoreConnections.open(vertx, store, config.project(), deadlineNanos);
        int requests = answerSamples(deadlineNanos);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        log.info("Warmed up by {} requests in {} ms", requests, millis);
    }

    /** On event loops of its own: those of the process count what they answer. */
    private int answerSamples(long deadlineNanos) {
        OnlineFeatures samples = features.reading(new SampleRows(features.revision(config.project()), clock.instant()));
        Vertx own = Vertx.vertx();
        try {
            HttpService http = HttpService.builder(own, HttpConfig.onPort(0))
                    .contract("features", new FeatureRoutes(samples, config, clock)::addTo)
                    .start()
                    .await();
            URI address = URI.create("http://127.0.0.1:" + http.port() + "/get-online-features");
            return ask(address, SampleRequests.of(features.revision(config.project()), features), deadlineNanos);
        } finally {
            own.close().await();
        }
    }

    private int ask(URI address, List<String> bodies, long deadlineNanos) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        int asked = 0;
        while (!bodies.isEmpty() && asked < MOST_REQUESTS && System.nanoTime() < deadlineNanos && !isClosed) {
            List<CompletableFuture<HttpResponse<Void>>> underWay = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                HttpRequest request = request(address, bodies.get(asked++ % bodies.size()), deadlineNanos);
                underWay.add(client.sendAsync(request, BodyHandlers.discarding()));
            }
            underWay.forEach(CompletableFuture::join);
        }
        return asked;
    }

    private static HttpRequest request(URI address, String body, long deadlineNanos) {
        long left = Math.max(deadlineNanos - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(1));
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofNanos(left))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
