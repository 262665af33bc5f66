package io.granary.ingestion.push;

import io.granary.http.Health;
import io.granary.http.HealthStatus;
import io.granary.http.HttpService;
import io.granary.ingestion.OnlineProgress;
import io.granary.ingestion.deadletter.LetterBox;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.RolloutSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * The part of a process that takes rows over HTTP: checks them, computes them by their definitions and answers when Kafka
 * has them, replicated. It starts and lives without Kafka, and refuses rows then. Whoever starts it closes it.
 */
public final class PushServing implements AutoCloseable {

    private final PushRoutes routes;
    private final ReceiptRoutes receipts;
    private final RowLog rows;
    private final OnlineProgress progress;
    private final LetterBox letters;

    private PushServing(
            PushRoutes routes, ReceiptRoutes receipts, RowLog rows, OnlineProgress progress, LetterBox letters) {
        this.routes = routes;
        this.receipts = receipts;
        this.rows = rows;
        this.progress = progress;
        this.letters = letters;
    }

    /**
     * Starts in the background and returns at once.
     *
     * @param store that the rows get to, which stays the caller's to close
     */
    public static PushServing start(
            PushConfig config, RolloutSource rollouts, OnlineStore store, InstantSource clock, MeterRegistry meters) {
        OnlineProgress progress = OnlineProgress.open(config.project(), config.kafka(), store);
        LetterBox letters = new LetterBox(config.project(), config.kafka());
        Receipts receipts = new Receipts(config.project(), rollouts, progress, letters, InstantSource.system());
        PushMetrics metrics = new PushMetrics(meters);
        RowLog rows = RowLog.start(config, metrics);
        Targets targets = new Targets(rollouts, config.maxRowBytes());
        return new PushServing(
                new PushRoutes(config, targets, rows, metrics, clock),
                new ReceiptRoutes(receipts),
                rows,
                progress,
                letters);
    }

    /** Adds the routes to a server. */
    public PushServing register(HttpService.Builder http) {
        http.contract("push", operations -> {
            routes.addTo(operations);
            receipts.addTo(operations);
        });
        return this;
    }

    /** Adds a check that says when rows are refused; those who read features are served all the same. */
    public PushServing register(Health health) {
        health.check("push", () -> {
            String problem = rows.problem();
            return problem == null ? HealthStatus.up() : HealthStatus.degraded(problem);
        });
        return this;
    }

    /** Writes what was accepted, if Kafka takes it soon, and refuses the rest. */
    @Override
    public void close() {
        rows.close();
        progress.close();
        letters.close();
    }
}
