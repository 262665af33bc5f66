package io.granary.core.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Features of one or more entities, computed from the rows of one source: either listed ones, each of one row, or those
 * of windows over all of them.
 *
 * @param entities names of entities; their join keys together are the view's entity key
 * @param source name of a data source
 * @param joinKeys join key to the source's column that holds it; a join key that is absent has a column of its own name
 * @param where CEL that selects the rows; null: every row
 * @param ttl age past which a value is not served; null: never too old
 * @param maxStaleness how long after a write serving may still answer the row before it, which lets it keep rows near;
 *     null: no longer than the write takes
 * @param online whether rows are written to the online store
 * @param offline whether training sets may use the view
 * @param expectations what its rows should be like; none of windows
 */
public record FeatureView(
        String name,
        List<String> entities,
        String source,
        Map<String, String> joinKeys,
        @Nullable String where,
        List<Feature> features,
        List<Aggregation> aggregations,
        @Nullable Duration ttl,
        @Nullable Duration maxStaleness,
        boolean online,
        boolean offline,
        List<Expectation> expectations,
        Metadata metadata)
        implements View {

    public FeatureView {
        entities = List.copyOf(entities);
        joinKeys = Collections.unmodifiableMap(new LinkedHashMap<>(joinKeys));
        features = List.copyOf(features);
        aggregations = List.copyOf(aggregations);
        expectations = List.copyOf(expectations);
    }

    /** A view of which nothing is expected. */
    public FeatureView(
            String name,
            List<String> entities,
            String source,
            Map<String, String> joinKeys,
            @Nullable String where,
            List<Feature> features,
            List<Aggregation> aggregations,
            @Nullable Duration ttl,
            @Nullable Duration maxStaleness,
            boolean online,
            boolean offline,
            Metadata metadata) {
        this(
                name,
                entities,
                source,
                joinKeys,
                where,
                features,
                aggregations,
                ttl,
                maxStaleness,
                online,
                offline,
                List.of(),
                metadata);
    }

    /** A view whose rows are always read from the online store. */
    public FeatureView(
            String name,
            List<String> entities,
            String source,
            Map<String, String> joinKeys,
            @Nullable String where,
            List<Feature> features,
            List<Aggregation> aggregations,
            @Nullable Duration ttl,
            boolean online,
            boolean offline,
            Metadata metadata) {
        this(name, entities, source, joinKeys, where, features, aggregations, ttl, null, online, offline, metadata);
    }

    @Override
    public Kind kind() {
        return Kind.FEATURE_VIEW;
    }

    @Override
    public List<String> featureNames() {
        List<String> names = new ArrayList<>(View.super.featureNames());
        aggregations.forEach(aggregation -> names.addAll(aggregation.featureNames()));
        return names;
    }

    /** This view with another {@code where}. */
    public FeatureView where(String condition) {
        return new FeatureView(
                name,
                entities,
                source,
                joinKeys,
                condition,
                features,
                aggregations,
                ttl,
                maxStaleness,
                online,
                offline,
                expectations,
                metadata);
    }

    /** Whether its features are windows over events, and not rows. */
    public boolean isWindowed() {
        return features.isEmpty() && !aggregations.isEmpty();
    }

    /** The same view with another ttl. */
    public FeatureView withTtl(@Nullable Duration other) {
        return new FeatureView(
                name,
                entities,
                source,
                joinKeys,
                where,
                features,
                aggregations,
                other,
                maxStaleness,
                online,
                offline,
                metadata);
    }

    /** The source's column that holds a join key. */
    public String columnOf(String joinKey) {
        return joinKeys.getOrDefault(joinKey, joinKey);
    }
}
