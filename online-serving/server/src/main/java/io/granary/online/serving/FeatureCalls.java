package io.granary.online.serving;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.granary.http.access.Action;
import io.granary.http.grpc.GrpcCall;
import io.granary.http.grpc.GrpcMessages;
import io.granary.http.grpc.GrpcService;
import io.granary.protocol.feast.GetFeastServingInfoResponse;
import io.granary.protocol.feast.ServingServiceProto;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/** Feast's gRPC service {@code feast.serving.ServingService}, which names no project: for the configured one. */
final class FeatureCalls {

    /** Counts the values of an answer that the store did not give; absent when it gave all. */
    static final String UNAVAILABLE = "granary-unavailable-values";

    private static final ServiceDescriptor SERVICE =
            ServingServiceProto.getDescriptor().findServiceByName("ServingService");
    private static final String ANSWER = "GetOnlineFeatures";

    /** Of the method that answers with features. */
    static final String PATH = "/" + SERVICE.getFullName() + "/" + ANSWER;

    private final OnlineFeatures features;
    private final OnlineServingConfig config;
    private final InstantSource clock;
    private final AnswerListener listener;

    /** Whose answers nobody is told of. */
    FeatureCalls(OnlineFeatures features, OnlineServingConfig config, InstantSource clock) {
        this(features, config, clock, AnswerListener.NONE);
    }

    FeatureCalls(OnlineFeatures features, OnlineServingConfig config, InstantSource clock, AnswerListener listener) {
        this.features = features;
        this.config = config;
        this.clock = clock;
        this.listener = listener;
    }

    void addTo(GrpcService.Builder grpc) {
        grpc.method(SERVICE, "GetFeastServingInfo", (call, message) -> call.end(info()))
                .method(SERVICE, ANSWER, this::answer);
    }

    private static Buffer info() {
        String version = FeatureCalls.class.getPackage().getImplementationVersion();
        return GrpcMessages.frame(GetFeastServingInfoResponse.newBuilder()
                .setVersion("granary " + (version == null ? "in development" : version))
                .build());
    }

    private void answer(GrpcCall call, byte[] message) {
        tryRetrieve(call, message)
                .onSuccess(frame -> {
                    features.metrics().grpc().answered(System.nanoTime() - call.startNanos());
                    call.end(frame);
                })
                .onFailure(failure -> {
                    features.metrics().grpc().failed(failure, System.nanoTime() - call.startNanos());
                    call.fail(failure);
                });
    }

    private Future<Buffer> tryRetrieve(GrpcCall call, byte[] message) {
        try {
            return retrieve(call, message);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Buffer> retrieve(GrpcCall call, byte[] message) {
        FeastRequest asked = new ProtobufRequestReader(config).read(message);
        call.caller()
                .requireEach(Action.READ_ONLINE, config.project(), asked.query().targets());
        RetrievalPlan plan = features.plan(config.project(), asked.query());
        config.requireFeatures(plan.features().size());
        CompletionStage<FeatureVectors> vectors =
                features.retrieve(plan, asked.entities(), clock.instant(), deadlineNanos(call));
        return Future.fromCompletionStage(vectors, Vertx.currentContext())
                .map(answer -> write(call, answer, asked.entities()));
    }

    /** What the caller grants, up to what the server does. */
    private long deadlineNanos(GrpcCall call) {
        long granted = Math.min(call.timeoutNanos(), config.deadline().toNanos());
        return call.startNanos() + granted;
    }

    private Buffer write(GrpcCall call, FeatureVectors vectors, EntityColumns entities) {
        ProtobufAnswer answer = new ProtobufAnswer(vectors, entities);
        Buffer frame = answer.write();
        if (answer.unavailable() > 0) {
            call.trailer(UNAVAILABLE, Integer.toString(answer.unavailable()));
        }
        listener.answered(vectors);
        return frame;
    }
}
