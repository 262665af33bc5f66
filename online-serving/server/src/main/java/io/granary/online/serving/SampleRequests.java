package io.granary.online.serving;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The bodies of made-up requests for some services and some views of a revision, of one entity row and of several. */
final class SampleRequests {

    private static final int MOST_QUERIES = 8;
    private static final int[] ROWS = {1, 10};

    private SampleRequests() {}

    static List<String> of(Revision revision, OnlineFeatures features) {
        Definitions definitions = revision.definitions();
        List<FeatureQuery> queries = new ArrayList<>();
        definitions.all(FeatureService.class).stream()
                .limit(MOST_QUERIES)
                .forEach(service -> queries.add(FeatureQuery.ofService(service.name(), FeatureNames.FULL)));
        definitions.all(FeatureView.class).stream()
                .filter(FeatureView::online)
                .limit(MOST_QUERIES)
                .forEach(
                        view -> queries.add(FeatureQuery.ofFeatures(references(definitions, view), FeatureNames.BARE)));
        List<String> bodies = new ArrayList<>();
        queries.forEach(query -> addBodies(query, revision, features, bodies));
        return bodies;
    }

    private static List<String> references(Definitions definitions, FeatureView view) {
        return definitions.features(view).stream()
                .map(Feature::name)
                .map(feature -> view.name() + ":" + feature)
                .toList();
    }

    private static void addBodies(FeatureQuery query, Revision revision, OnlineFeatures features, List<String> bodies) {
        try {
            List<Column> columns = features.plan(revision, query).requestColumns();
            for (int rows : ROWS) {
                bodies.add(body(query, columns, rows));
            }
        } catch (GranaryException ignored) {
            // What cannot be asked for needs no warming up.
        }
    }

    private static String body(FeatureQuery query, List<Column> columns, int rows) {
        String asked = query.service() == null
                ? "\"features\": "
                        + query.features().stream().map(SampleRequests::quoted).toList()
                : "\"feature_service\": " + quoted(query.service());
        String entities =
                columns.stream().map(column -> column(column, rows)).collect(Collectors.joining(", ", "{", "}"));
        boolean full = query.names() == FeatureNames.FULL;
        return "{" + asked + ", \"full_feature_names\": " + full + ", \"entities\": " + entities + "}";
    }

    private static String column(Column column, int rows) {
        return quoted(column.name()) + ": "
                + IntStream.range(0, rows)
                        .mapToObj(row -> SampleValue.json(column.type(), row))
                        .toList();
    }

    /** Names are letters, digits and underscores. */
    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
