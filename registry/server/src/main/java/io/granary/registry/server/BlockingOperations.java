package io.granary.registry.server;

import io.granary.http.Operations;
import io.granary.registry.client.RegistryHeaders;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/** Answers operations on worker threads, as the store blocks. */
final class BlockingOperations {

    /** Answers one operation; it may block. What it throws becomes a problem answer. */
    @FunctionalInterface
    interface Handling {
        Answer answer(RoutingContext context);
    }

    private final Operations operations;
    private final Registry registry;
    private final Runnable moved;

    /** @param moved is run after each operation that may have moved a rollout; it does not block */
    BlockingOperations(Operations operations, Registry registry, Runnable moved) {
        this.operations = operations;
        this.registry = registry;
        this.moved = moved;
    }

    BlockingOperations on(String operationId, Handling handling) {
        operations.on(operationId, context -> answer(context, handling));
        return this;
    }

    /** Answers an operation that may move a rollout. */
    BlockingOperations onMove(String operationId, Handling handling) {
        return on(operationId, context -> {
            Answer answer = handling.answer(context);
            moved.run();
            return answer;
        });
    }

    private void answer(RoutingContext context, Handling handling) {
        Callable<Answer> work = () -> handling.answer(context);
        context.vertx()
                .executeBlocking(work, false)
                .onSuccess(answer -> send(context, answer))
                .onFailure(context::fail);
    }

    private void send(RoutingContext context, Answer answer) {
        context.response().setStatusCode(answer.status()).putHeader(RegistryHeaders.REGISTRY, registry.identity());
        if (!answer.tag().isEmpty()) {
            context.response().putHeader(HttpHeaders.ETAG, answer.tag());
        }
        if (isKnown(context, answer)) {
            context.response().setStatusCode(Answer.NOT_MODIFIED).end();
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(answer.body()));
    }

    /** Whoever reads what it has already needs no body. */
    private static boolean isKnown(RoutingContext context, Answer answer) {
        if (answer.status() == Answer.NOT_MODIFIED) {
            return true;
        }
        HttpMethod method = context.request().method();
        boolean isRead = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return isRead
                && !answer.tag().isEmpty()
                && EntityTags.isKnown(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), answer.tag());
    }
}
