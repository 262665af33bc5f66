package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What feature services and on-demand views may get wrong, and names that are taken, with the place in the file. */
class ServingProblemsTest {

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder).write("a.yaml", RepositoryFolder.VALID);
    }

    @Test
    void refusesADefinitionWithATakenName() {
        repository.write("b.yaml", "kind: Entity\nname: driver\njoinKeys: [{name: d, type: STRING}]\n");
        assertThat(repository.messages())
                .containsExactly("b.yaml:2:7: name: 'driver' (expected: unique; first at a.yaml:2)");
    }

    @Test
    void refusesARoleWithTwoMeanings() {
        repository.write("b.yaml", """
                kind: FeatureService
                name: s
                features:
                  - {view: driver_trips, as: x, joinKeys: {driver: first}}
                  - {view: driver_trips, as: x, joinKeys: {driver: second}, features: [mile]}
                """);
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:5:5: features[1]: role 'x' again (expected: each role for one view and one mapping of"
                                + " join keys; give one of them another name with as)",
                        "b.yaml:5:72: features[1].features[0]: 'mile' (expected: a feature of view 'driver_trips')"
                                + " [did you mean 'miles'?]");
    }

    @Test
    void refusesAFeatureThatIsAskedTwice() {
        repository.write(
                "b.yaml", "kind: FeatureService\nname: s\nfeatures: [driver_trips:miles, \"driver_trips:*\"]\n");
        assertThat(repository.messages())
                .containsExactly("b.yaml:3:32: features[1]: 'driver_trips__miles' (expected: each full name once)");
    }

    @Test
    void refusesTwoRequestFieldsOfOneName() {
        repository.write("b.yaml", """
                kind: OnDemandFeatureView
                name: v
                inputs: [{request: at, type: TIMESTAMP}, "driver_trips:*", {request: at, type: INT64}]
                features: [{name: n, type: FLOAT64, expression: "1.0"}]
                """);
        assertThat(repository.messages())
                .anySatisfy(message ->
                        assertThat(message).startsWith("b.yaml:3:60: inputs[2]: 'at' (expected: each name once)"));
    }

    @Test
    void refusesAnOnDemandViewOfAnOnDemandView() {
        repository.write("b.yaml", onDemand("one", "driver_trips") + "---\n" + onDemand("two", "one"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:9:10: inputs[0].view: 'one' is an on-demand feature view (expected: a"
                        + " plain feature view)");
    }

    @Test
    void refusesACycle() {
        repository.write("b.yaml", onDemand("one", "two") + "---\n" + onDemand("two", "one"));
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:3:10: inputs[0]: cycle one -> two -> one (expected: no cycle; inputs are plain"
                                + " feature views)",
                        "b.yaml:9:10: inputs[0]: cycle two -> one -> two (expected: no cycle; inputs are plain"
                                + " feature views)");
    }

    private static String onDemand(String name, String input) {
        return "kind: OnDemandFeatureView\nname: " + name + "\ninputs: [\"" + input
                + ":*\"]\nfeatures:\n  - {name: n, type: FLOAT64, expression: \"1.0\"}\n";
    }
}
