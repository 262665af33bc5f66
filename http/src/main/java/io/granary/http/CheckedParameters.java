package io.granary.http;

import io.granary.http.contract.Operation;
import io.granary.http.contract.Violation;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** Lets a request pass whose parameters are what the contract says; the router would take a slash at the end too. */
record CheckedParameters(Operation operation, Handler<RoutingContext> next) implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext context) {
        if (context.request().path().endsWith("/")) {
            throw RefusedRequest.noRoute(context.request().path());
        }
        List<Violation> violations = new ArrayList<>(operation.checkParameters(
                context::pathParam,
                name -> context.queryParams().get(name),
                name -> context.request().getHeader(name)));
        violations.addAll(QueryNames.check(operation, context.queryParams()));
        if (!violations.isEmpty()) {
            throw InvalidRequest.of(violations);
        }
        next.handle(context);
    }
}
