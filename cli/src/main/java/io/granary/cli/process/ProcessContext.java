package io.granary.cli.process;

import io.granary.http.Health;
import io.granary.http.Metrics;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** What all parts of one process share. Whoever makes it closes it, after the parts. */
public record ProcessContext(Vertx vertx, Metrics metrics, Health health, InstantSource clock)
        implements AutoCloseable {

    private static final long CLOSE_SECONDS = 10;

    /** A context with fresh metrics and health. */
    public static ProcessContext of(InstantSource clock) {
        return new ProcessContext(Vertx.vertx(), new Metrics(), new Health(), clock);
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
        metrics.close();
    }
}
