package io.granary.serving.runtime;

import io.granary.http.Operations;
import io.granary.http.Problems;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The REST route of routers. */
final class PredictRoutes {

    private final Prediction prediction;

    PredictRoutes(Prediction prediction) {
        this.prediction = prediction;
    }

    void addTo(Operations operations) {
        operations.onBody("predict", this::predict);
    }

    private void predict(RoutingContext context) {
        Buffer body = context.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        Future.fromCompletionStage(
                        prediction.predict(context.pathParam("router"), bytes),
                        context.vertx().getOrCreateContext())
                .onSuccess(answer -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(answer))
                .onFailure(failure -> Problems.answer(context.response(), failure));
    }
}
