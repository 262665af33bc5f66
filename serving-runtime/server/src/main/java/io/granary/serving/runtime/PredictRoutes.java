package io.granary.serving.runtime;

import io.granary.http.Operations;
import io.granary.http.Problems;
import io.granary.http.RequestTimeout;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** The REST route of routers. */
final class PredictRoutes {

    private final Prediction prediction;
    private final Duration featureDeadline;

    PredictRoutes(Prediction prediction, Duration featureDeadline) {
        this.prediction = prediction;
        this.featureDeadline = featureDeadline;
    }

    void addTo(Operations operations) {
        operations.onBody("predict", this::predict);
    }

    private void predict(RoutingContext context) {
        Buffer body = context.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        Future.fromCompletionStage(
                        prediction.predict(
                                context.pathParam("router"),
                                bytes,
                                RequestTimeout.nanos(context.request(), featureDeadline)),
                        context.vertx().getOrCreateContext())
                .onSuccess(answer -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(answer))
                .onFailure(failure -> Problems.answer(context.response(), failure));
    }
}
