package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.formats.OfflineOnly;
import io.granary.http.Operations;
import io.granary.http.Problems;
import io.granary.http.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Feast's routes for rows: to a push source, and to one feature view. Rows are read and computed on worker threads. */
final class PushRoutes {

    private final Targets targets;
    private final RowLog rows;
    private final PendingBytes pending;
    private final PushMetrics metrics;
    private final InstantSource clock;
    private final int maxRows;
    private final PushConfig.Archive archive;

    PushRoutes(PushConfig config, Targets targets, RowLog rows, PushMetrics metrics, InstantSource clock) {
        this.targets = targets;
        this.rows = rows;
        this.pending = new PendingBytes(config.maxPendingBytes());
        this.metrics = metrics;
        this.clock = clock;
        this.maxRows = config.maxRows();
        this.archive = config.archive();
        metrics.pending(pending.bytes());
    }

    void addTo(Operations operations) {
        operations
                .onBody("pushRows", context -> answer("push", context, this::readPush, PushRoutes::sendNothing))
                .onBody(
                        "writeToOnlineStore",
                        context -> answer("write", context, this::readWrite, PushRoutes::sendNull));
    }

    /** The records of one request, and how many rows they were. */
    private record Accepted(List<ProducerRecord<byte[], byte[]>> records, int rows) {}

    private Accepted readPush(byte[] body) {
        PushRequest request = StrictJson.read(body, PushRequestReader.ofPush(maxRows));
        requireStore(request.destination());
        Accepted accepted = accepted(targets.source(request.name()), request.frame());
        if (request.destination() == Destination.OFFLINE) {
            accepted.records().forEach(row -> row.headers().add(OfflineOnly.HEADER, OfflineOnly.value()));
        }
        return accepted;
    }

    private void requireStore(Destination destination) {
        if (destination != Destination.ONLINE && archive == PushConfig.Archive.ABSENT) {
            throw new GranaryException(
                    ErrorCode.UNPROCESSABLE,
                    "to: '" + destination.text() + "' (expected: online, because rows are not archived; start ingestion"
                            + " and serving with --archive)");
        }
    }

    private Accepted readWrite(byte[] body) {
        PushRequest request = StrictJson.read(body, PushRequestReader.ofWrite(maxRows));
        return accepted(targets.view(request.name()), request.frame());
    }

    private Accepted accepted(RowTarget target, DataFrame frame) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Accepted(target.records(frame, now), frame.rows());
    }

    private void answer(
            String operation,
            RoutingContext context,
            Function<byte[], Accepted> reader,
            Consumer<HttpServerResponse> sender) {
        long startNanos = System.nanoTime();
        Buffer given = context.body().buffer();
        byte[] body = given == null ? new byte[0] : given.getBytes();
        pending.take(body.length);
        context.vertx()
                .executeBlocking(() -> reader.apply(body), false)
                .compose(accepted -> Future.fromCompletionStage(
                                rows.append(accepted.records()), context.vertx().getOrCreateContext())
                        .map(accepted.rows()))
                .onComplete(done -> {
                    pending.give(body.length);
                    int count = done.succeeded() ? done.result() : 0;
                    metrics.answered(operation, count, System.nanoTime() - startNanos, done.cause());
                    if (done.succeeded()) {
                        sender.accept(context.response());
                    } else {
                        Problems.answer(context.response(), done.cause());
                    }
                });
    }

    private static void sendNothing(HttpServerResponse response) {
        if (!response.closed() && !response.ended()) {
            response.end();
        }
    }

    private static void sendNull(HttpServerResponse response) {
        if (!response.closed() && !response.ended()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end("null");
        }
    }
}
