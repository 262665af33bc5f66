package io.granary.benchmarks.online;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Window;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import io.granary.registry.client.RevisionSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A project of {@value #VIEWS} window views of one entity, each with three functions over three windows. */
final class WindowProject implements RevisionSource {

    static final int VIEWS = 5;
    static final int ENTITIES = 200;
    static final String AMOUNT = "amount";

    private static final List<Window> WINDOWS =
            Stream.of("1h", "24h", "7d").map(Window::parse).toList();
    private static final String SOURCE = "payments";

    private final Revision revision = Revision.none(OnlineProject.NAME)
            .next(new Definitions(definitions()), "benchmark", "the only revision", Instant.EPOCH);

    @Override
    public Revision current() {
        return revision;
    }

    @Override
    public Subscription subscribe(Consumer<Revision> listener) {
        return () -> {};
    }

    static List<FeatureView> views() {
        return IntStream.range(0, VIEWS).mapToObj(WindowProject::view).toList();
    }

    /** As a request names all features, in the order of the views. */
    static List<String> references() {
        return views().stream()
                .flatMap(view -> view.aggregations().stream()
                        .flatMap(aggregation -> aggregation.featureNames().stream())
                        .map(feature -> view.name() + ":" + feature))
                .toList();
    }

    static List<Column> columns() {
        return List.of(
                new Column(OnlineProject.JOIN_KEY, ScalarType.INT64),
                new Column("at", ScalarType.TIMESTAMP),
                new Column(AMOUNT, ScalarType.FLOAT64));
    }

    private static List<Definition> definitions() {
        List<Definition> all = new ArrayList<>(views());
        JoinKey key = new JoinKey(OnlineProject.JOIN_KEY, ScalarType.INT64);
        all.add(new Entity(OnlineProject.JOIN_KEY, List.of(key), Metadata.NONE));
        all.add(new PushSource(SOURCE, columns(), "at", Metadata.NONE));
        return all;
    }

    private static FeatureView view(int view) {
        List<Aggregation> aggregations = Stream.of("avg", "max", "count")
                .map(function ->
                        new Aggregation(function + "_" + view, function, AMOUNT, WINDOWS, null, WindowMode.SAWTOOTH))
                .toList();
        return new FeatureView(
                "spending_" + view,
                List.of(OnlineProject.JOIN_KEY),
                SOURCE,
                Map.of(),
                null,
                List.of(),
                aggregations,
                null,
                true,
                true,
                Metadata.NONE);
    }
}
