package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.view.FeatureStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The meters of online serving. Safe for threads. */
final class ServingMetrics {

    private final MeterRegistry registry;
    private final RequestMetrics http;
    private final RequestMetrics grpc;
    private final Map<FeatureStatus, Counter> features = new EnumMap<>(FeatureStatus.class);
    private final Counter entityRows;
    private final Counter keysRead;
    private final Timer reads;
    private final Timer failedReads;
    private final Counter compiledPlans;
    private final Counter unknownSchemas;
    private final Counter unreadableRows;
    private final Counter unreadablePages;
    private final Counter windowTiles;
    private final Counter windowEvents;
    private final Counter endedAtSecond;
    private final Counter outOfRange;
    private final Counter nonFinite;

    ServingMetrics(MeterRegistry registry) {
        this.registry = registry;
        http = new RequestMetrics(registry, "http");
        grpc = new RequestMetrics(registry, "grpc");
        for (FeatureStatus status : FeatureStatus.values()) {
            features.put(status, registry.counter("granary.online.features", "status", status.name()));
        }
        entityRows = registry.counter("granary.online.entity.rows");
        keysRead = registry.counter("granary.online.store.keys");
        reads = registry.timer("granary.online.store.reads", "outcome", "answered");
        failedReads = registry.timer("granary.online.store.reads", "outcome", "failed");
        compiledPlans = registry.counter("granary.online.plans.compiled");
        unknownSchemas = registry.counter("granary.online.rows.unreadable", "reason", "unknown-schema");
        unreadableRows = registry.counter("granary.online.rows.unreadable", "reason", "corrupt");
        unreadablePages = registry.counter("granary.online.rows.unreadable", "reason", "corrupt-page");
        windowTiles = registry.counter("granary.online.windows.tiles");
        windowEvents = registry.counter("granary.online.windows.events");
        endedAtSecond = registry.counter("granary.online.windows.ended.at.second");
        outOfRange = registry.counter("granary.online.windows.out.of.range");
        nonFinite = registry.counter("granary.online.values.nonfinite");
    }

    /** The timers of the requests over HTTP. */
    RequestMetrics http() {
        return http;
    }

    /** The timers of the requests over gRPC. */
    RequestMetrics grpc() {
        return grpc;
    }

    void storeAnswered(int keys, long nanos) {
        keysRead.increment(keys);
        reads.record(nanos, TimeUnit.NANOSECONDS);
    }

    void storeFailed(long nanos) {
        failedReads.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** An answer that goes without the store's, because of a failure. */
    void degraded(GranaryException reason) {
        degraded(reason.code() == ErrorCode.DEADLINE_EXCEEDED ? "deadline" : "unavailable");
    }

    /** An answer for which a part of the store was missing. */
    void degradedInPart() {
        degraded("partial");
    }

    private void degraded(String reason) {
        registry.counter("granary.online.degraded", "reason", reason).increment();
    }

    void answered(StatusCounts answer) {
        entityRows.increment(answer.rows());
        features.forEach((status, counter) -> count(counter, answer.count(status)));
    }

    private static void count(Counter counter, int count) {
        if (count > 0) {
            counter.increment(count);
        }
    }

    void planCompiled() {
        compiledPlans.increment();
    }

    void unknownSchema() {
        unknownSchemas.increment();
    }

    void unreadableRow() {
        unreadableRows.increment();
    }

    /** A page of window states that is damaged, or of another format. */
    void unreadablePage() {
        unreadablePages.increment();
    }

    /**
     * What one window was made of.
     *
     * @param endsAtSecond whether the single events of the question's own second were not there any more
     */
    void windowRead(int tiles, int events, boolean endsAtSecond) {
        count(windowTiles, tiles);
        count(windowEvents, events);
        if (endsAtSecond) {
            endedAtSecond.increment();
        }
    }

    /** A window whose value its type cannot hold, or with more distinct values than its cap. */
    void outOfRange() {
        outOfRange.increment();
    }

    void nonFinite(int count) {
        count(nonFinite, count);
    }
}
