package io.granary.registry.server;

import io.granary.http.Cursor;
import io.granary.registry.client.HistoryJson;
import io.granary.registry.client.Page;
import io.granary.registry.client.RevisionSummary;
import io.granary.registry.server.store.RevisionStore;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Projects and revisions, page by page. */
final class ListRoutes {

    /** So many that callers who do not page see the whole of all but the longest lists. */
    private static final int DEFAULT_LIMIT = 1_000;

    private final Registry registry;

    ListRoutes(Registry registry) {
        this.registry = registry;
    }

    Answer projects(RoutingContext context) {
        String cursor = context.queryParams().get("cursor");
        String after = cursor == null ? null : Cursor.decode("projects", cursor);
        int limit = limit(context);
        List<String> found = registry.projects().stream()
                .filter(name -> after == null || name.compareTo(after) > 0)
                .sorted()
                .limit(limit + 1L)
                .toList();
        return Answer.ok(HistoryJson.encodeProjects(page("projects", found, limit, name -> name)));
    }

    Answer revisions(RoutingContext context) {
        int before = before(context.queryParams().get("cursor"));
        int limit = limit(context);
        List<RevisionSummary> found = registry.history(context.pathParam("project"), before, limit + 1);
        return Answer.ok(HistoryJson.encode(page("revisions", found, limit, last -> String.valueOf(last.number()))));
    }

    private static int before(@Nullable String cursor) {
        if (cursor == null) {
            return RevisionStore.NEWEST;
        }
        String last = Cursor.decode("revisions", cursor);
        if (!last.matches("[1-9]\\d{0,8}")) {
            throw Cursor.unknown(cursor);
        }
        return Integer.parseInt(last);
    }

    /** @param found one more than the limit when there is a next page */
    private static <T> Page<T> page(String list, List<T> found, int limit, Function<T, String> position) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, Cursor.encode(list, position.apply(items.get(limit - 1))));
    }

    private static int limit(RoutingContext context) {
        String limit = context.queryParams().get("limit");
        return limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit);
    }
}
