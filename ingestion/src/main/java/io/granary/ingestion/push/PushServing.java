package io.granary.ingestion.push;

import io.granary.http.Health;
import io.granary.http.HealthStatus;
import io.granary.http.HttpService;
import io.granary.registry.client.RolloutSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * The part of a process that takes rows over HTTP: checks them, computes them by their definitions and answers when Kafka
 * has them, replicated. It starts and lives without Kafka, and refuses rows then. Whoever starts it closes it.
 */
public final class PushServing implements AutoCloseable {

    private final PushRoutes routes;
    private final RowLog rows;

    private PushServing(PushRoutes routes, RowLog rows) {
        this.routes = routes;
        this.rows = rows;
    }

    /** Starts in the background and returns at once. */
    public static PushServing start(
            PushConfig config, RolloutSource rollouts, InstantSource clock, MeterRegistry meters) {
        PushMetrics metrics = new PushMetrics(meters);
        RowLog rows = RowLog.start(config, metrics);
        Targets targets = new Targets(rollouts, config.maxRowBytes());
        return new PushServing(new PushRoutes(config, targets, rows, metrics, clock), rows);
    }

    /** Adds the routes to a server. */
    public PushServing register(HttpService.Builder http) {
        http.contract("push", routes::addTo);
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
    }
}
