package io.granary.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives each request an id, which its answer carries: the caller's own {@code X-Request-Id} when it is safe to show and
 * to log, else a made one. Confined to one event loop.
 */
public final class RequestIds {

    static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");

    private static final int MAX_LENGTH = 64;
    private static final int RADIX = 36;

    private final String prefix = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), RADIX) + "-";
    private long count;

    public RequestIds() {}

    /** The id of the request that a response answers; empty outside a service. */
    public static String of(HttpServerResponse response) {
        String id = response.headers().get(HEADER);
        return id == null ? "" : id;
    }

    /** Names the request, and its answer with it. */
    public void assign(HttpServerRequest request) {
        String given = request.getHeader(HEADER);
        request.response().putHeader(HEADER, given != null && isSafe(given) ? given : next());
    }

    private String next() {
        return prefix + Long.toString(count++, RADIX);
    }

    private static boolean isSafe(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isSafe(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSafe(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || "-_.:".indexOf(letter) >= 0;
    }
}
