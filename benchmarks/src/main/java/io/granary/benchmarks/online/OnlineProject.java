package io.granary.benchmarks.online;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.RevisionSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The project that the online benchmark serves, at its only revision: {@value #VIEWS} feature views of one entity, each
 * with {@value #FEATURES_PER_VIEW} FLOAT64 features, whose values follow from entity and feature.
 */
public final class OnlineProject implements RevisionSource {

    public static final String NAME = "benchmark";
    static final String JOIN_KEY = "customer";
    static final int ENTITIES = 1_000;
    static final int VIEWS = 25;
    static final int FEATURES_PER_VIEW = 10;
    static final int FEATURES = VIEWS * FEATURES_PER_VIEW;

    private static final double MAX_VALUE = 1_000;
    private static final String SOURCE = "pushed";

    private final Revision revision =
            Revision.none(NAME).next(new Definitions(definitions()), "benchmark", "the only revision", Instant.EPOCH);

    @Override
    public Revision current() {
        return revision;
    }

    @Override
    public Subscription subscribe(Consumer<Revision> listener) {
        return () -> {};
    }

    static List<FeatureView> views() {
        return IntStream.range(0, VIEWS).mapToObj(OnlineProject::view).toList();
    }

    /** The name of one of all features. */
    static String feature(int feature) {
        return "feature_" + feature;
    }

    /** As a request names it. */
    static String reference(int feature) {
        return viewName(feature / FEATURES_PER_VIEW) + ":" + feature(feature);
    }

    /** Random digits, so that each value is as long as a double can be; the same whatever the number of views. */
    static double value(int entity, int feature) {
        return new SplittableRandom((long) feature * ENTITIES + entity).nextDouble() * MAX_VALUE;
    }

    private static List<Definition> definitions() {
        List<Column> schema = List.of(new Column("at", ScalarType.TIMESTAMP));
        List<Definition> all = new ArrayList<>(views());
        all.add(new Entity(JOIN_KEY, List.of(new JoinKey(JOIN_KEY, ScalarType.INT64)), Metadata.NONE));
        all.add(new PushSource(SOURCE, schema, "at", Metadata.NONE));
        return all;
    }

    private static String viewName(int view) {
        return "view_" + view;
    }

    private static FeatureView view(int view) {
        List<Feature> features = IntStream.range(view * FEATURES_PER_VIEW, (view + 1) * FEATURES_PER_VIEW)
                .mapToObj(feature -> new Feature(feature(feature), ScalarType.FLOAT64, feature(feature), null))
                .toList();
        return new FeatureView(
                viewName(view),
                List.of(JOIN_KEY),
                SOURCE,
                Map.of(),
                null,
                features,
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
    }
}
