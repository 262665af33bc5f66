package io.granary.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** What a request says its body is; a request that says nothing is taken at JSON. */
final class ContentType {

    private ContentType() {}

    static void requireJson(HttpServerRequest request) {
        String given = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (given != null && !isJson(given)) {
            throw RefusedRequest.notJson(given);
        }
    }

    private static boolean isJson(String contentType) {
        if (contentType.equals("application/json")) {
            return true;
        }
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.equals("application/json") || (lower.startsWith("application/") && lower.endsWith("+json"));
    }
}
