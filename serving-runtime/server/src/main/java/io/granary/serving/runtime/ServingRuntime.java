package io.granary.serving.runtime;

import io.granary.http.Health;
import io.granary.http.HealthStatus;
import io.granary.http.HttpService;
import io.granary.online.serving.OnlineFeatures;
import io.granary.online.serving.WarmUpPart;
import io.granary.registry.client.RevisionSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Models beside the features of one project: follows the registry, loads model versions, and adds the inference routes
 * to an HTTP service. Safe for threads. Whoever starts it closes it, after the HTTP service.
 */
public final class ServingRuntime implements AutoCloseable {

    private final Models models;
    private final ExecutorService workers;
    private final InferenceRoutes routes;
    private final PredictRoutes predictRoutes;
    private final ModelWarmUp warmUp;

    private ServingRuntime(
            Models models,
            ExecutorService workers,
            InferenceRoutes routes,
            PredictRoutes predictRoutes,
            ModelWarmUp warmUp) {
        this.models = models;
        this.workers = workers;
        this.routes = routes;
        this.predictRoutes = predictRoutes;
        this.warmUp = warmUp;
    }

    /** Starts without a prediction log. */
    public static ServingRuntime start(
            ServingRuntimeConfig config,
            RevisionSource revisions,
            OnlineFeatures features,
            InstantSource clock,
            Health health,
            MeterRegistry meters) {
        return start(config, revisions, features, clock, null, health, meters);
    }

    /**
     * Starts to load the models of the project's current revision, in the background.
     *
     * @param predictions takes what routers answer; null: they are not logged
     * @param health gets a check named {@code models}, which is down until the first revision's models were tried
     */
    public static ServingRuntime start(
            ServingRuntimeConfig config,
            RevisionSource revisions,
            OnlineFeatures features,
            InstantSource clock,
            @Nullable PredictionLog predictions,
            Health health,
            MeterRegistry meters) {
        ModelFiles files = new ModelFiles(config.modelRoot(), config.allowedRoots());
        Models models =
                new Models(revisions, new ModelTableLoader(new OnnxModelRuntime(), files, features), config.reload());
        InferenceMetrics metrics = new InferenceMetrics(meters);
        metrics.watch(models);
        health.check("models", () -> health(models));
        ExecutorService workers = workers(config);
        Inference inference = new Inference(models, features, workers, clock, metrics, config);
        Prediction prediction = new Prediction(models, features, workers, clock, predictions, metrics, config);
        models.start();
        return new ServingRuntime(
                models,
                workers,
                new InferenceRoutes(models, inference, health, features.deadline()),
                new PredictRoutes(prediction, features.deadline()),
                new ModelWarmUp(models, workers, clock, config));
    }

    /** Adds the routes below {@code /v2} and {@code /v1/routers}. */
    public void addTo(HttpService.Builder service) {
        service.contract("models", operations -> {
            routes.addTo(operations);
            predictRoutes.addTo(operations);
        });
    }

    /** What online serving warms up of this part. */
    public WarmUpPart warmUp() {
        return warmUp;
    }

    /** The number of the revision whose models are served; 0 before the first. */
    public int servedRevision() {
        return models.look().revision().number();
    }

    @Override
    public void close() {
        workers.shutdown();
        models.close();
    }

    /** One model that fails is that model's state, and no reason to take the others out of service. */
    private static HealthStatus health(Models models) {
        if (!models.isLoaded()) {
            return HealthStatus.down("the first models are being loaded");
        }
        return HealthStatus.up(
                models.look().failures().isEmpty()
                        ? ""
                        : "not ready: " + models.look().failures());
    }

    private static ExecutorService workers(ServingRuntimeConfig config) {
        return new ThreadPoolExecutor(
                config.workers(),
                config.workers(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(config.maxWaiting()),
                work -> {
                    Thread thread = new Thread(work, "granary-model-worker");
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
