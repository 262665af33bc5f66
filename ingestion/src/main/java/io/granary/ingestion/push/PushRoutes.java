package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.formats.OfflineOnly;
import io.granary.http.Operations;
import io.granary.http.Problems;
import io.granary.http.StrictJson;
import io.granary.http.access.Access;
import io.granary.http.access.Action;
import io.granary.http.access.Caller;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Feast's routes for rows: to a push source, and to one feature view. Rows are read and computed on worker threads. */
final class PushRoutes {

    private static final int ACCEPTED = 202;

    private final PushConfig config;
    private final Targets targets;
    private final RowLog rows;
    private final PendingBytes pending;
    private final PushMetrics metrics;
    private final InstantSource clock;

    PushRoutes(PushConfig config, Targets targets, RowLog rows, PushMetrics metrics, InstantSource clock) {
        this.config = config;
        this.targets = targets;
        this.rows = rows;
        this.pending = new PendingBytes(config.maxPendingBytes());
        this.metrics = metrics;
        this.clock = clock;
        metrics.pending(pending.bytes());
    }

    void addTo(Operations operations) {
        Access access = operations.access();
        operations
                .onBody(
                        "pushRows",
                        context -> answer("push", context, pushOf(access, context), PushRoutes::sendNothing))
                .onBody("pushProjectRows", context -> pushToProject(access, context))
                .onBody(
                        "writeToOnlineStore",
                        context -> answer("write", context, writeOf(access, context), PushRoutes::sendNull));
    }

    private void pushToProject(Access access, RoutingContext context) {
        String project = context.pathParam("project");
        if (!project.equals(config.project())) {
            throw GranaryException.notFound("project", project);
        }
        answer("push", context, pushOf(access, context), PushRoutes::sendReceipt);
    }

    /** The records of one request, and how many rows they were. */
    private record Accepted(List<ProducerRecord<byte[], byte[]>> records, int rows, Destination destination) {

        Append append(@Nullable RequestKey key) {
            return Append.of(records, rows, destination, key);
        }
    }

    /** Answers a request whose rows are written. */
    private interface Answer {
        void send(HttpServerResponse response, String receipt);
    }

    private Function<byte[], Accepted> pushOf(Access access, RoutingContext context) {
        Caller caller = access.caller(context.request());
        return body -> readPush(caller, body);
    }

    private Function<byte[], Accepted> writeOf(Access access, RoutingContext context) {
        Caller caller = access.caller(context.request());
        return body -> readWrite(caller, body);
    }

    private Accepted readPush(Caller caller, byte[] body) {
        PushRequest request = StrictJson.read(body, PushRequestReader.ofPush(config.maxRows()));
        request.destination().actions().forEach(action -> caller.require(action, config.project(), request.name()));
        requireStore(request.destination());
        Accepted accepted = accepted(targets.source(request.name()), request);
        if (request.destination() == Destination.OFFLINE) {
            accepted.records().forEach(row -> row.headers().add(OfflineOnly.HEADER, OfflineOnly.value()));
        }
        return accepted;
    }

    private void requireStore(Destination destination) {
        if (destination != Destination.ONLINE && config.archive() == PushConfig.Archive.ABSENT) {
            throw new GranaryException(
                    ErrorCode.UNPROCESSABLE,
                    "to: '" + destination.text() + "' (expected: online, because rows are not archived; start ingestion"
                            + " and serving with --archive)");
        }
    }

    private Accepted readWrite(Caller caller, byte[] body) {
        PushRequest request = StrictJson.read(body, PushRequestReader.ofWrite(config.maxRows()));
        caller.require(Action.WRITE_ONLINE, config.project(), request.name());
        return accepted(targets.view(request.name()), request);
    }

    private Accepted accepted(RowTarget target, PushRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Accepted(
                target.records(request.frame(), now), request.frame().rows(), request.destination());
    }

    private void answer(String operation, RoutingContext context, Function<byte[], Accepted> reader, Answer answer) {
        long startNanos = System.nanoTime();
        Buffer given = context.body().buffer();
        byte[] body = given == null ? new byte[0] : given.getBytes();
        String idempotencyKey = context.request().getHeader("Idempotency-Key");
        RequestKey key = idempotencyKey == null ? null : RequestKey.of(idempotencyKey, operation, body);
        pending.take(body.length);
        AtomicInteger count = new AtomicInteger();
        context.vertx()
                .executeBlocking(() -> reader.apply(body), false)
                .map(accepted -> accepted.append(key))
                .recover(refusal -> refused(key, refusal))
                .compose(append -> {
                    count.set(append.rows());
                    return Future.fromCompletionStage(
                            rows.append(append), context.vertx().getOrCreateContext());
                })
                .onComplete(done -> {
                    pending.give(body.length);
                    metrics.answered(operation, count.get(), System.nanoTime() - startNanos, done.cause());
                    if (done.succeeded()) {
                        answered(context.response(), done.result(), answer);
                    } else {
                        Problems.answer(context.response(), done.cause());
                    }
                });
    }

    /**
     * A request that was answered before gets that answer, whatever has changed since; so its key is looked at first. Not for
     * callers who may not write what they ask for: the answer is somebody else's.
     */
    private static Future<Append> refused(@Nullable RequestKey key, Throwable refusal) {
        boolean isForbidden = refusal instanceof GranaryException known && known.code() == ErrorCode.PERMISSION_DENIED;
        return key == null || isForbidden
                ? Future.failedFuture(refusal)
                : Future.succeededFuture(Append.refused(key, refusal));
    }

    private static void answered(HttpServerResponse response, String receipt, Answer answer) {
        if (!response.closed() && !response.ended()) {
            answer.send(response.putHeader("Granary-Receipt", receipt), receipt);
        }
    }

    private static void sendNothing(HttpServerResponse response, String receipt) {
        response.end();
    }

    private static void sendNull(HttpServerResponse response, String receipt) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end("null");
    }

    private static void sendReceipt(HttpServerResponse response, String receipt) {
        response.setStatusCode(ACCEPTED)
                .putHeader(HttpHeaders.LOCATION, "/v1/receipts/" + receipt)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(ReceiptJson.given(receipt));
    }
}
