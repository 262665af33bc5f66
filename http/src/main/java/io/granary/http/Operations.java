package io.granary.http;

import static java.util.Objects.requireNonNull;

import io.granary.http.access.Access;
import io.granary.http.access.Permission;
import io.granary.http.contract.Contract;
import io.granary.http.contract.Operation;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The handlers of the operations that a part of a process answers. What the contract says of parameters and JSON bodies
 * is checked before a handler is called; handlers run on event loops and must not block.
 */
public final class Operations {

    private final String tag;
    private final Map<String, Operation> expected = new LinkedHashMap<>();
    private final Set<String> handled = new TreeSet<>();
    private final Dispatcher dispatcher;
    private final int maxBodyBytes;
    private final Access access;

    Operations(Contract contract, String tag, Dispatcher dispatcher, int maxBodyBytes, Access access) {
        this.tag = tag;
        this.dispatcher = dispatcher;
        this.maxBodyBytes = maxBodyBytes;
        this.access = access;
        contract.operations(tag).forEach(operation -> expected.put(operation.id(), operation));
    }

    /** Whom requests come from, for handlers that ask for each name in a request. */
    public Access access() {
        return access;
    }

    /** Answers an operation; its body, if it has one, is strict JSON and what the contract asks for. */
    public Operations on(String operationId, Handler<RoutingContext> handler) {
        Operation operation = take(operationId);
        mount(operation, new CheckedBody(operation, handler));
        return this;
    }

    /** Answers an operation whose handler checks the body itself, as strictly as the contract. */
    public Operations onBody(String operationId, Handler<RoutingContext> handler) {
        Operation operation = take(operationId);
        mount(operation, handler);
        return this;
    }

    /**
     * Answers an operation without path parameters by a bare handler, which checks the request itself; only the names in
     * its query are checked before.
     */
    public Operations onHot(String operationId, BodyHandler handler) {
        Operation operation = take(operationId);
        dispatcher.add(
                HttpMethod.valueOf(operation.method()),
                operation.path(),
                permitted(operation, QueryNames.checked(operation, new WholeBody(maxBodyBytes, handler))));
        return this;
    }

    private void mount(Operation operation, Handler<RoutingContext> handler) {
        Handler<RoutingContext> checked = new CheckedParameters(operation, handler);
        if (isFree(operation)) {
            dispatcher.mount(operation, checked);
            return;
        }
        Permission permission = Permission.of(operation, access);
        dispatcher.mount(operation, context -> {
            permission.require(context.request(), context::pathParam);
            checked.handle(context);
        });
    }

    private Handler<HttpServerRequest> permitted(Operation operation, Handler<HttpServerRequest> handler) {
        if (isFree(operation)) {
            return handler;
        }
        Permission permission = Permission.of(operation, access);
        return request -> {
            permission.require(request, name -> null);
            handler.handle(request);
        };
    }

    private boolean isFree(Operation operation) {
        return access == Access.OPEN || operation.isOpen();
    }

    private Operation take(String operationId) {
        Operation operation = expected.get(requireNonNull(operationId, "operationId"));
        if (operation == null) {
            throw new IllegalStateException(
                    "operationId: " + operationId + " (expected: one of " + expected.keySet() + " of '" + tag + "')");
        }
        if (!handled.add(operationId)) {
            throw new IllegalStateException("operationId: " + operationId + " (expected: one handler)");
        }
        if (operation.isVital()) {
            dispatcher.traits().addVital(operation.path());
        }
        if (operation.isOpen()) {
            dispatcher.traits().addOpen(operation.path());
        }
        if (operation.isPatient()) {
            dispatcher.traits().addPatient(operation.path());
        }
        return operation;
    }

    /** Whether every operation is answered. */
    void requireAll() {
        Set<String> missing = new TreeSet<>(expected.keySet());
        missing.removeAll(handled);
        if (expected.isEmpty() || !missing.isEmpty()) {
            throw new IllegalStateException("Cannot serve '" + tag + "': no handler of the operations " + missing);
        }
    }
}
