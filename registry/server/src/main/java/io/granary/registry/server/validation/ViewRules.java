package io.granary.registry.server.validation;

import io.granary.core.definition.DataSource;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Kind;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rules of feature views that are not on demand. */
final class ViewRules {

    /** A near cache proves itself fresh by a round trip several times within the bound. */
    private static final Duration LEAST_STALENESS = Duration.ofMillis(100);

    private final Check check;
    private final SourceColumns sources;

    ViewRules(Check check, SourceColumns sources) {
        this.check = check;
        this.sources = sources;
    }

    void apply(FeatureView view) {
        requireFeatures(view);
        List<Entity> entities = resolveEntities(view);
        requireMappedJoinKeys(view, entities);
        requireMaxStaleness(view);
        DataSource source = check.resolve("source", Kind.BATCH_SOURCE, view.source(), DataSource.class);
        if (source == null) {
            return;
        }
        requireTtl(view, source);
        if (!view.aggregations().isEmpty()) {
            new WindowViewRules(check).apply(view, source);
        }
        List<Column> columns = sources.of(source);
        new ExpectationRules(check).apply(view, source, columns);
        if (columns != null) {
            requireColumns(view, entities, columns);
        }
    }

    private void requireFeatures(FeatureView view) {
        if (view.features().isEmpty() && view.aggregations().isEmpty()) {
            check.violation("features", "none", "at least one feature or aggregation");
        }
        check.requireNames(
                "features", ".name", view.features().stream().map(Feature::name).toList());
        Set<String> names =
                new LinkedHashSet<>(view.features().stream().map(Feature::name).toList());
        for (int i = 0; i < view.aggregations().size(); i++) {
            aggregationRules(view, i).apply(names);
        }
    }

    private List<Entity> resolveEntities(FeatureView view) {
        check.requireNames("entities", "", view.entities());
        if (view.entities().isEmpty()) {
            check.violation("entities", "none", "at least one entity");
        }
        List<Entity> found = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 0; i < view.entities().size(); i++) {
            String path = "entities[" + i + "]";
            Entity entity = check.resolve(path, Kind.ENTITY, view.entities().get(i), Entity.class);
            if (entity != null) {
                found.add(entity);
                entity.joinKeys().forEach(key -> requireNew(path, key, keys));
            }
        }
        return found;
    }

    private void requireNew(String path, JoinKey key, Set<String> keys) {
        if (!keys.add(key.name())) {
            check.violation(path, "join key '" + key.name() + "'", "each join key in one entity of the view");
        }
    }

    private void requireMappedJoinKeys(FeatureView view, List<Entity> entities) {
        if (entities.size() == view.entities().size()) {
            List<String> keys = joinKeys(entities).stream().map(JoinKey::name).toList();
            view.joinKeys()
                    .keySet()
                    .forEach(key ->
                            check.requireKnown("joinKeys." + key, key, keys, "a join key of the view's entities"));
        }
    }

    private void requireMaxStaleness(FeatureView view) {
        if (view.maxStaleness() == null) {
            return;
        }
        if (view.maxStaleness().compareTo(LEAST_STALENESS) < 0) {
            check.violation("maxStaleness", Durations.text(view.maxStaleness()), "at least 100ms");
        }
        if (!view.online()) {
            check.violation("maxStaleness", "given", "none, as the view is not online");
        }
    }

    private void requireTtl(FeatureView view, DataSource source) {
        if (view.ttl() != null && (view.ttl().isNegative() || view.ttl().isZero())) {
            check.violation("ttl", view.ttl().toString(), "> 0");
        }
        if (view.ttl() != null && source.eventTimestamp() == null) {
            check.violation("ttl", "given", "none, as source '" + source.name() + "' has no eventTimestamp");
        }
    }

    private void requireColumns(FeatureView view, List<Entity> entities, List<Column> columns) {
        List<String> names = SourceColumns.names(columns);
        for (JoinKey key : joinKeys(entities)) {
            String path = view.joinKeys().containsKey(key.name()) ? "joinKeys." + key.name() : "joinKeys";
            check.requireKnown(
                    path,
                    view.columnOf(key.name()),
                    names,
                    "a column of source '" + view.source() + "' for join key '" + key.name() + "'");
        }
        if (view.where() != null) {
            check.requireCompiles("where", view.where(), columns, ScalarType.BOOL);
        }
        FeatureRules features = new FeatureRules(check);
        features.requireCompile(view.features(), columns, "a column of source '" + view.source() + "'");
        for (int i = 0; i < view.aggregations().size(); i++) {
            aggregationRules(view, i).requireCompiles(columns);
        }
    }

    private AggregationRules aggregationRules(FeatureView view, int index) {
        return new AggregationRules(
                check, "aggregations[" + index + "]", view.aggregations().get(index));
    }

    private static List<JoinKey> joinKeys(List<Entity> entities) {
        return entities.stream().flatMap(entity -> entity.joinKeys().stream()).toList();
    }
}
