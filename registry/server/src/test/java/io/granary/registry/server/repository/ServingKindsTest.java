package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Experiment;
import io.granary.core.definition.Router;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models, routers and experiments. */
class ServingKindsTest {

    private static final String MODEL = """
            kind: FeatureService
            name: s
            features: ["driver_trips:*"]
            ---
            kind: Model
            name: tip
            service: s
            outputs: [{name: tip, type: FLOAT32}]
            ---
            """;

    private static final String ROUTER = """
            kind: Router
            name: r
            routes:
              - {name: a, model: tip, version: champion, weight: 90}
              - {name: b, model: tip, weight: 10}
            stickyKey: driver
            experiment: e
            ---
            """;

    private static final String EXPERIMENT = """
            kind: Experiment
            name: e
            unit: driver
            salt: e1
            treatments: [{name: control, share: 66.67%, route: a}, {name: treated, share: 33.33, route: b}]
            """;

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder).write("a.yaml", RepositoryFolder.VALID);
    }

    @Test
    void readsARouterAndItsExperiment() {
        repository.write("b.yaml", MODEL + ROUTER + EXPERIMENT);
        FeatureRepository loaded = repository.load();
        assertThat(loaded.definitions().router("r").routes())
                .isEqualTo(
                        List.of(new Router.Route("a", "tip", "champion", 90), new Router.Route("b", "tip", null, 10)));
        assertThat(loaded.definitions().experiment("e").treatments())
                .isEqualTo(List.of(
                        new Experiment.Treatment("control", 6_667, "a"),
                        new Experiment.Treatment("treated", 3_333, "b")));
    }

    @Test
    void refusesSharesThatDoNotAddUp() {
        repository.write("b.yaml", EXPERIMENT.replace("33.33", "30"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:5:13: treatments: 9667 buckets (expected: shares of 0 or more that add up to"
                        + " 100 %)");
    }

    @Test
    void refusesWeightsThatDoNotAddUpToAnInteger() {
        repository.write("b.yaml", MODEL + ROUTER.replace("weight: 90", "weight: 2147483647") + EXPERIMENT);
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:13:3: routes: weights of 2147483657 (expected: weights that add up to 2147483647"
                                + " or less)");
    }

    @Test
    void refusesUnknownModelsExperimentsAndRoutes() {
        repository.write(
                "b.yaml",
                MODEL
                        + ROUTER.replace("model: tip, weight", "model: tap, weight")
                        + EXPERIMENT.replace("route: b", "route: c"));
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:14:22: routes[1].model: 'tap' (expected: the name of a model) [did you mean 'tip'?]",
                        "b.yaml:16:13: experiment: 'e' with a treatment on route 'c' (expected: only routes that the"
                                + " router has)");
    }

    @Test
    void refusesAModelOfAnUnknownService() {
        repository.write("b.yaml", MODEL.replace("service: s", "service: ss"));
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:7:10: service: 'ss' (expected: the name of a feature service) [did you mean 's'?]");
    }

    @Test
    void refusesRoutesWhoseServicesWantOneColumnWithDifferentTypes() {
        repository.write("b.yaml", MODEL + ROUTER.replace("experiment: e", "") + """
                kind: Entity
                name: numbered
                joinKeys: [{name: driver_number, type: INT64}]
                ---
                kind: PushSource
                name: numbers
                schema: [{name: driver_number, type: INT64}, {name: at, type: TIMESTAMP}, {name: x, type: INT64}]
                eventTimestamp: at
                ---
                kind: FeatureView
                name: numbers_of
                entities: [numbered]
                source: numbers
                features: [{name: x, type: INT64}]
                ---
                kind: FeatureService
                name: n
                features: [{view: numbers_of, joinKeys: {driver_number: driver}}]
                ---
                kind: Model
                name: other
                service: n
                outputs: [{name: tip, type: FLOAT32}]
                """);
        repository.write("c.yaml", """
                kind: Router
                name: both
                routes:
                  - {name: a, model: tip, weight: 1}
                  - {name: b, model: other, weight: 1}
                ---
                kind: FeatureService
                name: mixed
                features: ["driver_trips:*", {view: numbers_of, joinKeys: {driver_number: driver}}]
                """);

        assertThat(repository.messages())
                .contains(
                        "c.yaml:5:22: routes[1].model: 'other', whose features want 'driver' as INT64 (expected: a model"
                                + " whose features want it as STRING, as those of route 'a' do)",
                        "c.yaml:9:30: features[1]: 'driver' as INT64 (expected: STRING, as another selection has it; name"
                                + " them apart with joinKeys)");
    }
}
