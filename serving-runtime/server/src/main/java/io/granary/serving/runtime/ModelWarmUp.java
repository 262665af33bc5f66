package io.granary.serving.runtime;

import io.granary.http.Health;
import io.granary.http.HttpService;
import io.granary.online.serving.OnlineFeatures;
import io.granary.online.serving.SampleRequest;
import io.granary.online.serving.WarmUpPart;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/** The loaded models behind their routes once more: predictions from made-up features, neither counted nor logged. */
record ModelWarmUp(Models models, Executor workers, InstantSource clock, ServingRuntimeConfig config)
        implements WarmUpPart {

    @Override
    public boolean isLoaded() {
        return models.isLoaded();
    }

    @Override
    public void addTo(HttpService.Builder http, OnlineFeatures samples) {
        InferenceMetrics nowhere = new InferenceMetrics(new CompositeMeterRegistry());
        Inference inference = new Inference(models, samples, workers, clock, nowhere, config);
        Prediction prediction = new Prediction(models, samples, workers, clock, null, nowhere, config);
        http.contract("models", operations -> {
            new InferenceRoutes(models, inference, new Health(), samples.deadline()).addTo(operations);
            new PredictRoutes(prediction, samples.deadline()).addTo(operations);
        });
    }

    @Override
    public List<SampleRequest> samples() {
        return SamplePredictions.of(models.look());
    }
}
