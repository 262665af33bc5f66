package io.granary.serving.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.Health;
import io.granary.http.Operations;
import io.granary.http.Problems;
import io.granary.http.RequestTimeout;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The REST routes of the Open Inference Protocol. */
final class InferenceRoutes {

    private final Models models;
    private final Inference inference;
    private final Health health;
    private final Duration featureDeadline;

    InferenceRoutes(Models models, Inference inference, Health health, Duration featureDeadline) {
        this.models = models;
        this.inference = inference;
        this.health = health;
        this.featureDeadline = featureDeadline;
    }

    void addTo(Operations operations) {
        operations
                .on("describeServer", context -> json(context, 200, server()))
                .on("inferenceLive", context -> json(context, 200, object().put("live", true)))
                .on("inferenceReady", this::ready)
                .on("describeModel", protocol(this::metadata))
                .on("describeModelVersion", protocol(this::metadata))
                .on("modelReady", protocol(this::modelReady))
                .on("modelVersionReady", protocol(this::modelReady))
                .onBody("infer", protocol(this::infer))
                .onBody("inferVersion", protocol(this::infer));
    }

    private void ready(RoutingContext context) {
        Future.fromCompletionStage(health.report(), context.vertx().getOrCreateContext())
                .onSuccess(
                        report -> json(context, report.isReady() ? 200 : 503, object().put("ready", report.isReady())))
                .onFailure(context::fail);
    }

    private void metadata(RoutingContext context) {
        ServedModel model = models.look().model(context.pathParam("model"));
        json(context, 200, ModelMetadataJson.write(model, model.version(context.pathParam("version"))));
    }

    private void modelReady(RoutingContext context) {
        ServedModel model = models.look().model(context.pathParam("model"));
        String notReady = findReasonNotReady(model, context.pathParam("version"));
        ObjectNode json = object().put("name", model.model().name()).put("ready", notReady == null);
        if (notReady != null) {
            json.put("error", notReady);
        }
        json(context, notReady == null ? 200 : 503, json);
    }

    private static @Nullable String findReasonNotReady(ServedModel model, @Nullable String version) {
        try {
            model.version(version);
            return null;
        } catch (GranaryException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                throw e;
            }
            return e.getMessage();
        }
    }

    private void infer(RoutingContext context) {
        byte[] body = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        Future.fromCompletionStage(
                        inference.infer(
                                context.pathParam("model"),
                                context.pathParam("version"),
                                body,
                                RequestTimeout.nanos(context.request(), featureDeadline)),
                        context.vertx().getOrCreateContext())
                .onSuccess(answer -> send(context, 200, answer))
                .onFailure(failure -> Problems.answer(context.response(), InferenceFailure.of(failure)));
    }

    private static Handler<RoutingContext> protocol(Handler<RoutingContext> handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (RuntimeException e) {
                Problems.answer(context.response(), InferenceFailure.of(e));
            }
        };
    }

    private static ObjectNode server() {
        ObjectNode json = object().put("name", "granary").put("version", version());
        json.putArray("extensions");
        return json;
    }

    private static String version() {
        String version = InferenceRoutes.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void json(RoutingContext context, int status, ObjectNode json) {
        send(context, status, Buffer.buffer(json.toString()));
    }

    private static void send(RoutingContext context, int status, Buffer json) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(json);
    }
}
