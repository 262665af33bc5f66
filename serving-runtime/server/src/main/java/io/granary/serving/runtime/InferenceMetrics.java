package io.granary.serving.runtime;

import io.granary.core.GranaryException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts and times inference; see the module's README. */
final class InferenceMetrics {

    private final MeterRegistry meters;

    InferenceMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void watch(Models models) {
        Gauge.builder("granary.serving.models.ready", models, InferenceMetrics::ready)
                .description("Model versions that answer")
                .register(meters);
        Gauge.builder(
                        "granary.serving.models.failed",
                        models,
                        watched -> watched.look().failures().size())
                .description("Model versions that could not be loaded")
                .register(meters);
    }

    /** @param failure null when the prediction was made */
    void inferred(String model, @Nullable Throwable failure, long nanos) {
        record("granary.serving.inferences", "model", model, failure, nanos);
    }

    /** @param failure null when the predictions were made */
    void predicted(String router, @Nullable Throwable failure, long nanos) {
        record("granary.serving.predictions", "router", router, failure, nanos);
    }

    private void record(String timer, String tag, String name, @Nullable Throwable failure, long nanos) {
        Timer.builder(timer)
                .description("Time from the request to its answer")
                .tag(tag, name)
                .tag("outcome", failure == null ? "ok" : outcome(failure))
                .register(meters)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static int ready(Models models) {
        return models.look().models().stream()
                .mapToInt(model -> model.ready().size())
                .sum();
    }

    private static String outcome(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof GranaryException known ? known.code().name().toLowerCase(Locale.ROOT) : "internal";
    }
}
