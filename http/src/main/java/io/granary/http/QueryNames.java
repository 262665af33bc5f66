package io.granary.http;

import io.granary.http.contract.Operation;
import io.granary.http.contract.Violation;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** Which parameters a query may have: those of the contract, each once. */
final class QueryNames {

    private QueryNames() {}

    static List<Violation> check(Operation operation, MultiMap query) {
        List<Violation> violations = new ArrayList<>(operation.checkQueryNames(query.names()));
        for (String name : query.names()) {
            int times = query.getAll(name).size();
            if (times > 1) {
                violations.add(new Violation(name, "given " + times + " times (expected: once)"));
            }
        }
        return violations;
    }

    /** Checks the query of a request that no router has seen; costs nothing when there is none. */
    static Handler<HttpServerRequest> checked(Operation operation, Handler<HttpServerRequest> next) {
        return request -> {
            if (request.query() != null) {
                require(operation, request);
            }
            next.handle(request);
        };
    }

    private static void require(Operation operation, HttpServerRequest request) {
        List<Violation> violations;
        try {
            violations = check(operation, request.params());
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.undecodable();
        }
        if (!violations.isEmpty()) {
            throw InvalidRequest.of(violations);
        }
    }
}
