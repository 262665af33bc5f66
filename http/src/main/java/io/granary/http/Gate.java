package io.granary.http;

import io.granary.http.access.Access;
import io.vertx.core.http.HttpServerRequest;

/** Lets requests in that have a known key, or ask for what is open to all. */
record Gate(Access access, PathTraits traits) {

    /** Whether a request is let in; if not, it has been answered. */
    boolean admits(HttpServerRequest request) {
        if (access.find(request) != null || traits.isOpen(request.path())) {
            return true;
        }
        Problems.write(request.response(), Problem.unauthenticated(access.refuse()));
        return false;
    }
}
