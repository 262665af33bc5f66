package io.granary.ingestion.push;

import io.granary.http.Operations;
import io.granary.http.Problems;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tells what became of rows. Those who wait are asked for again now and then, on threads of their own. */
final class ReceiptRoutes {

    private static final String THREADS = "granary-receipts";
    private static final int THREAD_COUNT = 4;

    /** Who waits beyond these is answered at once. */
    private static final int MAX_WAITING = 200;

    private static final long PAUSE_MILLIS = 100;

    private final Receipts receipts;
    private final AtomicInteger waiting = new AtomicInteger();
    private @Nullable WorkerExecutor threads;

    ReceiptRoutes(Receipts receipts) {
        this.receipts = receipts;
    }

    void addTo(Operations operations) {
        operations.on("readReceipt", this::read);
    }

    private void read(RoutingContext context) {
        String wait = context.queryParams().get("wait");
        long waitNanos = wait == null ? 0 : TimeUnit.SECONDS.toNanos(Long.parseLong(wait));
        boolean isWaiting = waitNanos > 0 && waiting.incrementAndGet() <= MAX_WAITING;
        if (waitNanos > 0) {
            context.addEndHandler(ended -> waiting.decrementAndGet());
        }
        answer(context, context.pathParam("receipt"), System.nanoTime() + (isWaiting ? waitNanos : 0));
    }

    private void answer(RoutingContext context, String text, long deadlineNanos) {
        threads(context.vertx())
                .executeBlocking(() -> receipts.state(text), false)
                .onComplete(done -> {
                    if (done.failed()) {
                        Problems.answer(context.response(), done.cause());
                    } else if (done.result().isPending()
                            && System.nanoTime() < deadlineNanos
                            && !context.response().closed()) {
                        context.vertx().setTimer(PAUSE_MILLIS, due -> answer(context, text, deadlineNanos));
                    } else {
                        send(context.response(), text, done.result());
                    }
                });
    }

    /** Kept, since Vert.x ends the threads of an executor that nobody refers to; they end with it. */
    private synchronized WorkerExecutor threads(Vertx vertx) {
        WorkerExecutor open = threads;
        if (open == null) {
            open = vertx.createSharedWorkerExecutor(THREADS, THREAD_COUNT);
            threads = open;
        }
        return open;
    }

    private static void send(HttpServerResponse response, String text, ReceiptState state) {
        if (!response.closed() && !response.ended()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(ReceiptJson.state(text, state));
        }
    }
}
