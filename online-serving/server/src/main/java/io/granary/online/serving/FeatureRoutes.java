package io.granary.online.serving;

import static java.util.Objects.requireNonNull;

import io.granary.http.Operations;
import io.granary.http.Problems;
import io.granary.http.RequestTimeout;
import io.granary.http.access.Access;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Feast's route for online features: for the configured project on a bare handler, for any other through the router. */
final class FeatureRoutes {

    /** For the configured project. */
    static final String PATH = "/get-online-features";

    private final OnlineFeatures features;
    private final FeatureRequestReader reader;
    private final OnlineServingConfig config;
    private final InstantSource clock;
    private final AnswerListener listener;

    /** Whose answers nobody is told of. */
    FeatureRoutes(OnlineFeatures features, OnlineServingConfig config, InstantSource clock) {
        this(features, config, clock, AnswerListener.NONE);
    }

    FeatureRoutes(OnlineFeatures features, OnlineServingConfig config, InstantSource clock, AnswerListener listener) {
        this.features = features;
        this.reader = new FeatureRequestReader(features, config);
        this.config = config;
        this.clock = clock;
        this.listener = listener;
    }

    void addTo(Operations operations) {
        Access access = operations.access();
        operations
                .onHot("readOnlineFeatures", (request, body) -> answer(access, config.project(), request, body))
                .onBody(
                        "readProjectOnlineFeatures",
                        context -> answer(access, context.pathParam("project"), context.request(), body(context)));
        new ExplainRoute(features, config, clock).addTo(operations);
    }

    /** The router has none for a request without a body. */
    private static Buffer body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    private void answer(Access access, String project, HttpServerRequest request, Buffer body) {
        long startNanos = System.nanoTime();
        try {
            long deadlineNanos = startNanos + RequestTimeout.nanos(request, config.deadline());
            AnswerStyle style = AnswerStyle.of(request);
            FeatureRequest asked = reader.read(access.caller(request), project, body.getBytes());
            ContextInternal context = ContextInternal.current();
            features.read(asked.plan(), asked.entities(), clock.instant(), deadlineNanos)
                    .whenComplete((vectors, failure) ->
                            context.emit(vectors, read -> end(request, asked, style, read, failure, startNanos)));
        } catch (RuntimeException e) {
            fail(request, e, startNanos);
        }
    }

    private void end(
            HttpServerRequest request,
            FeatureRequest asked,
            AnswerStyle style,
            @Nullable FeatureVectors vectors,
            @Nullable Throwable failure,
            long startNanos) {
        if (vectors == null) {
            fail(request, requireNonNull(failure, "failure"), startNanos);
            return;
        }
        try {
            Buffer answer = style.write(vectors, asked.echoes(), features.metrics());
            features.metrics().http().answered(System.nanoTime() - startNanos);
            send(request.response(), style.contentType(), answer);
            listener.answered(vectors);
        } catch (RuntimeException e) {
            fail(request, e, startNanos);
        }
    }

    private void fail(HttpServerRequest request, Throwable failure, long startNanos) {
        features.metrics().http().failed(failure, System.nanoTime() - startNanos);
        Problems.answer(request.response(), failure);
    }

    private static void send(HttpServerResponse response, CharSequence contentType, Buffer answer) {
        if (!response.closed() && !response.ended()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, contentType).end(answer);
        }
    }
}
