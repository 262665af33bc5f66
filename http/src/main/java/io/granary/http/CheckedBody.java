package io.granary.http;

import io.granary.http.contract.Operation;
import io.granary.http.contract.Violation;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Lets a request pass whose body is strict JSON and what the contract says. */
record CheckedBody(Operation operation, Handler<RoutingContext> next) implements Handler<RoutingContext> {

    /** A longer body would hold up the event loop: a worker checks it. */
    private static final int LONG_BODY_BYTES = 64 << 10;

    @Override
    public void handle(RoutingContext context) {
        if (!operation.hasBody()) {
            next.handle(context);
            return;
        }
        Buffer given = context.body().buffer();
        byte[] body = given == null ? new byte[0] : given.getBytes();
        if (body.length > LONG_BODY_BYTES) {
            checkOnWorker(context, body);
            return;
        }
        check(body);
        next.handle(context);
    }

    private void checkOnWorker(RoutingContext context, byte[] body) {
        context.vertx()
                .executeBlocking(
                        () -> {
                            check(body);
                            return true;
                        },
                        false)
                .map(ignored -> {
                    next.handle(context);
                    return true;
                })
                .onFailure(context::fail);
    }

    private void check(byte[] body) {
        List<Violation> violations = operation.checkBody(StrictJson.parse(body));
        if (!violations.isEmpty()) {
            throw InvalidRequest.of(violations);
        }
    }
}
