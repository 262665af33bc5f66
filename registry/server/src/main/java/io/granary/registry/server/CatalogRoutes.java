package io.granary.registry.server;

import io.granary.registry.client.LineageJson;
import io.granary.registry.client.SearchJson;
import io.granary.registry.client.lineage.LineageDirection;
import io.granary.registry.client.lineage.LineageQuery;
import io.granary.registry.client.lineage.NodeKind;
import io.granary.registry.client.search.SearchQuery;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Lineage and search over HTTP; an answer changes only with the project's newest revision. */
final class CatalogRoutes {

    private final Registry registry;
    private final Catalog catalog;

    CatalogRoutes(Registry registry) {
        this.registry = registry;
        this.catalog = new Catalog(registry);
    }

    Answer lineage(RoutingContext context) {
        String direction = parameter(context, "direction");
        LineageQuery query = new LineageQuery(
                context.queryParams().get("node"),
                direction == null ? LineageDirection.BOTH : LineageDirection.parse(direction),
                number(context, "depth", LineageQuery.UNLIMITED));
        return ofNewest(context, (project, number) -> LineageJson.encode(catalog.lineage(project, number, query)));
    }

    Answer search(RoutingContext context) {
        String text = parameter(context, "text");
        String kind = parameter(context, "kind");
        SearchQuery query = new SearchQuery(
                text == null ? "" : text,
                kind == null ? null : NodeKind.parse(kind),
                parameter(context, "owner"),
                parameter(context, "tag"),
                number(context, "limit", SearchQuery.DEFAULT_LIMIT),
                parameter(context, "cursor"));
        return ofNewest(context, (project, number) -> SearchJson.encode(catalog.search(project, number, query)));
    }

    private interface Body {
        byte[] of(String project, int number);
    }

    private Answer ofNewest(RoutingContext context, Body body) {
        String project = context.pathParam("project");
        int number = registry.latestNumber(project);
        String tag = Answer.tag(registry.identity(), number);
        return EntityTags.isKnown(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)
                ? Answer.notModified(tag)
                : new Answer(200, tag, body.of(project, number));
    }

    /** Null when it is not given, or given empty. */
    private static @Nullable String parameter(RoutingContext context, String name) {
        String value = context.queryParams().get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static int number(RoutingContext context, String name, int otherwise) {
        String value = parameter(context, name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
