package io.granary.core.definition;

import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A project for tests whose views are written as {@code a1 b2}: view a in its first meaning, view b in its second one. */
class RolledOutProject {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    Revision revision = Revision.none("flights");
    Rollout rollout = Rollout.none("flights");
    final List<Revision> revisions = new ArrayList<>(List.of(revision));

    void apply(String views) {
        apply(List.of(views.split(" ")).stream().map(RolledOutProject::view).toList());
    }

    void apply(List<FeatureView> views) {
        revision = revision.next(definitions(views), "ann", "", NOW);
        revisions.add(revision);
        rollout = rollout.next(revision, NOW);
    }

    void promote(String name) {
        rollout = rollout.promote(generation(name), NOW);
    }

    void expire(String name) {
        rollout = rollout.expire(List.of(generation(name)), NOW);
    }

    void drop(String name) {
        rollout = rollout.dropped(generation(name));
    }

    ViewGeneration generation(String name) {
        return rollout.generation(name.substring(0, 1), hash(name));
    }

    /** The states under the names that {@link #apply} takes. */
    Map<String, GenerationState> states() {
        Map<String, GenerationState> states = new TreeMap<>();
        rollout.generations().values().forEach(generation -> {
            for (int meaning = 0; meaning < 9; meaning++) {
                String name = generation.view() + meaning;
                if (hash(name).equals(generation.generation())) {
                    states.put(name, generation.state());
                }
            }
        });
        return states;
    }

    static String hash(String name) {
        return Revision.none("flights")
                .next(definitions(List.of(view(name))), "ann", "", NOW)
                .viewState(name.substring(0, 1))
                .generation();
    }

    static FeatureView renamed(String was, FeatureView view) {
        return new FeatureView(
                view.name(),
                view.entities(),
                view.source(),
                view.joinKeys(),
                view.where(),
                view.features(),
                view.aggregations(),
                view.ttl(),
                true,
                true,
                new Metadata(null, null, Map.of(), was));
    }

    static FeatureView view(String name) {
        return view(name.substring(0, 1), Integer.parseInt(name.substring(1)), "arrivals", List.of(), true);
    }

    static FeatureView view(String name, int meaning, String source, List<Aggregation> aggregations, boolean online) {
        return new FeatureView(
                name,
                List.of("airport"),
                source,
                Map.of(),
                "delay > " + meaning,
                List.of(new Feature("delay", ScalarType.INT64, "delay", null)),
                aggregations,
                null,
                online,
                true,
                Metadata.NONE);
    }

    static Definitions definitions(List<FeatureView> views) {
        List<Definition> all = new ArrayList<>(views);
        all.add(new Entity("airport", List.of(new JoinKey("airport", ScalarType.STRING)), Metadata.NONE));
        List<Column> columns = List.of(
                new Column("airport", ScalarType.STRING),
                new Column("delay", ScalarType.INT64),
                new Column("at", ScalarType.TIMESTAMP));
        all.add(new BatchSource(
                "arrivals", BatchSource.Format.PARQUET, "arrivals.parquet", "at", null, columns, Metadata.NONE));
        all.add(new PushSource("pushed", columns, "at", Metadata.NONE));
        return new Definitions(all);
    }
}
