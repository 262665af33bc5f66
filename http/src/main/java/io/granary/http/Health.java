package io.granary.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whether a process lives and whether each thing it depends on answers. {@code /health/live} says the former, {@code
 * /health/ready} the latter per dependency, {@code /health} is the bare status that Feast's clients ask for. Checks may
 * be added at any time from any thread; they run on an event loop and must not block.
 */
public final class Health {

    private static final long TIMEOUT_SECONDS = 2;
    private static final HealthStatus NO_ANSWER = HealthStatus.down("no answer in " + TIMEOUT_SECONDS + " s");
    private static final Buffer ALIVE = Buffer.buffer("{\"status\":\"UP\"}");

    private final Map<String, Supplier<CompletionStage<HealthStatus>>> checks = new ConcurrentSkipListMap<>();

    /** Adds a check of a dependency whose state is known in memory. */
    public Health check(String name, Supplier<HealthStatus> check) {
        return checkAsync(name, () -> CompletableFuture.completedFuture(check.get()));
    }

    /** Adds a check that asks the dependency; no answer within two seconds is down. */
    public Health checkAsync(String name, Supplier<CompletionStage<HealthStatus>> check) {
        checks.put(name, check);
        return this;
    }

    /** Answers the operations of the contract's tag {@code health}. */
    public void addTo(Operations operations) {
        operations
                .on("readLiveness", context -> json(context, 200, ALIVE))
                .on(
                        "readReadiness",
                        context -> whenKnown(context, report -> json(context, status(report), report.toJson())))
                .on("readHealth", context -> whenKnown(context, report -> bare(context, status(report))));
    }

    /** The state of every dependency now; never fails. */
    public CompletionStage<HealthReport> report() {
        SortedMap<String, CompletableFuture<HealthStatus>> running = new TreeMap<>();
        checks.forEach((name, check) -> running.put(name, run(check)));
        return CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new))
                .thenApply(ignored -> new HealthReport(joined(running)));
    }

    private static CompletableFuture<HealthStatus> run(Supplier<CompletionStage<HealthStatus>> check) {
        try {
            return check.get()
                    .toCompletableFuture()
                    .copy()
                    .completeOnTimeout(NO_ANSWER, TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(Health::failed);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private static HealthStatus failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return HealthStatus.down(String.valueOf(cause == null ? failure.getMessage() : cause.getMessage()));
    }

    private static SortedMap<String, HealthStatus> joined(Map<String, CompletableFuture<HealthStatus>> done) {
        SortedMap<String, HealthStatus> states = new TreeMap<>();
        done.forEach((name, state) -> states.put(name, state.join()));
        return states;
    }

    /** Calls back on the request's event loop, whichever thread completed the last check. */
    private void whenKnown(RoutingContext context, Consumer<HealthReport> answer) {
        Context eventLoop = context.vertx().getOrCreateContext();
        Future.fromCompletionStage(report(), eventLoop)
                .onSuccess(answer::accept)
                .onFailure(context::fail);
    }

    private static int status(HealthReport report) {
        return report.isReady() ? 200 : 503;
    }

    private static void bare(RoutingContext context, int status) {
        context.response().setStatusCode(status).end();
    }

    private static void json(RoutingContext context, int status, Buffer body) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body);
    }
}
