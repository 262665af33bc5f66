package io.granary.registry.server.validation;

import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Model;
import io.granary.core.definition.Router;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request is the same for all routes, so what their services want under one name has to be of one type. */
final class RouterColumnRules {

    private final Check check;
    private final Map<String, Wanted> columns = new HashMap<>();

    RouterColumnRules(Check check) {
        this.check = check;
    }

    private record Wanted(String route, DataType type) {}

    void apply(Router router) {
        for (int i = 0; i < router.routes().size(); i++) {
            Router.Route route = router.routes().get(i);
            for (Column column : requestColumns(route)) {
                require("routes[" + i + "].model", route, column);
            }
        }
    }

    private void require(String path, Router.Route route, Column column) {
        Wanted first = columns.putIfAbsent(column.name(), new Wanted(route.name(), column.type()));
        if (first != null && !first.type().equals(column.type())) {
            check.violation(
                    path,
                    "'" + route.model() + "', whose features want '" + column.name() + "' as "
                            + column.type().text(),
                    "a model whose features want it as " + first.type().text() + ", as those of route '" + first.route()
                            + "' do");
        }
    }

    /** Empty for what does not resolve, which other rules report. */
    private List<Column> requestColumns(Router.Route route) {
        return check.definitions().find(Kind.MODEL, route.model()) instanceof Model model
                        && check.definitions().find(Kind.FEATURE_SERVICE, model.service())
                                instanceof FeatureService service
                ? RequestColumns.of(check.definitions(), service)
                : List.of();
    }
}
