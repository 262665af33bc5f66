package io.granary.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which methods a router's routes answer on a path, for the Allow header. */
final class AllowedMethods {

    private AllowedMethods() {}

    static String of(Router router, String path) {
        Set<String> names = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (route.methods() != null && matches(route, path)) {
                route.methods().stream().map(HttpMethod::name).forEach(names::add);
            }
        }
        return String.join(", ", names);
    }

    private static boolean matches(Route route, String path) {
        String template = route.getPath();
        return template != null && path.matches(pattern(template));
    }

    /** A {@code :name} stands for one segment, a last {@code *} for any rest. */
    private static String pattern(String template) {
        String pattern = Pattern.quote(template).replaceAll(":\\w+", "\\\\E[^/]+\\\\Q");
        return pattern.replace("*\\E", "\\E.*");
    }
}
