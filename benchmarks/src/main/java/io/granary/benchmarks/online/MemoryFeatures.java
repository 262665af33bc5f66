package io.granary.benchmarks.online;

import io.granary.online.serving.EntityColumns;
import io.granary.online.serving.FeatureNames;
import io.granary.online.serving.FeatureQuery;
import io.granary.online.serving.FeatureVectors;
import io.granary.online.serving.OnlineFeatures;
import io.granary.online.serving.RetrievalPlan;
import io.granary.online.store.InMemoryOnlineStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** One question of a shape, answered in this process from a store in memory. Whoever makes it closes it. */
public final class MemoryFeatures implements AutoCloseable {

    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    private final OnlineFeatures features;
    private final FeatureQuery query;
    private final EntityColumns entities;

    private MemoryFeatures(OnlineFeatures features, FeatureQuestion question) {
        this.features = features;
        this.query = FeatureQuery.ofFeatures(question.references(), FeatureNames.BARE);
        this.entities = EntityColumns.of(Map.of(OnlineProject.JOIN_KEY, question.entities()));
    }

    public static MemoryFeatures of(Shape shape) {
        OnlineProject project = new OnlineProject();
        InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(NOW));
        new OnlineRows(project.current()).writeTo(store);
        OnlineFeatures features =
                OnlineFeatures.of(List.of(project), store, Duration.ofSeconds(1), new SimpleMeterRegistry());
        while (!features.isReady()) {
            Thread.onSpinWait();
        }
        return new MemoryFeatures(features, FeatureQuestion.some(1, shape).get(0));
    }

    /** Finds the plan of a query that was asked before. */
    public RetrievalPlan plan() {
        return features.plan(OnlineProject.NAME, query);
    }

    public FeatureVectors retrieve() {
        return features.retrieve(plan(), entities, NOW).toCompletableFuture().join();
    }

    @Override
    public void close() {
        features.close();
    }
}
