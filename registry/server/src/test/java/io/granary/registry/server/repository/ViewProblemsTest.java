package io.granary.registry.server.repository;

import static io.granary.registry.server.repository.RepositoryFolder.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What feature views may get wrong, with the place in the file. */
class ViewProblemsTest {

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder).write("a.yaml", RepositoryFolder.VALID);
    }

    @Test
    void locatesAnExpressionThatDoesNotCompile() {
        repository.write(
                "b.yaml", view("v", "driver", "trips", "{name: m, type: FLOAT64, expression: \"miles * mils\"}"));
        assertThat(repository.problems()).hasSize(1).first().satisfies(problem -> {
            assertThat(problem.location()).isEqualTo("b.yaml:6:51");
            assertThat(problem.message()).startsWith("features[0].expression: ").contains("mils");
        });
    }

    @Test
    void suggestsAColumn() {
        repository.write("b.yaml", view("v", "driver", "trips", "{name: m, type: FLOAT64, from: mile}"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:6:36: features[0].from: 'mile' (expected: a column of source 'trips')"
                        + " [did you mean 'miles'?]");
    }

    @Test
    void refusesAJoinKeyThatTheSourceLacks() {
        repository.write(
                "b.yaml",
                "kind: Entity\nname: rider\njoinKeys: [{name: rider, type: STRING}]\n---\n"
                        + view("v", "rider", "trips", "{name: miles, type: FLOAT64}"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:5:1: joinKeys: 'rider' (expected: a column of source 'trips' for join key"
                        + " 'rider')");
    }

    @Test
    void refusesDuplicateFeatures() {
        repository.write(
                "b.yaml",
                view("v", "driver", "trips", "{name: miles, type: FLOAT64}\n  - {name: miles, type: FLOAT64}"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:7:12: features[1].name: 'miles' (expected: each name once)");
    }

    @Test
    void refusesAWindowWithTheNameOfAFeature() {
        repository.write(
                "b.yaml",
                view("v", "driver", "trips", "{name: n_1h, type: FLOAT64, from: miles}")
                        + "aggregations:\n  - {name: n, function: cuont, windows: [1h, 0s]}\nonline: false\n");
        assertThat(repository.messages())
                .hasSize(3)
                .anySatisfy(message -> assertThat(message).contains("'n_1h' (expected: each feature name once"))
                .anySatisfy(message -> assertThat(message).contains("'cuont'"))
                .contains("b.yaml:8:46: aggregations[0].windows[1]: '0s' (expected: a window such as 90s, 24h or 7d)");
        repository.write(
                "b.yaml",
                view("v", "driver", "trips", "{name: n_1h, type: FLOAT64, from: miles}")
                        + "aggregations:\n  - {name: n, function: cuont, of: mils, windows: [1h]}\n");
        assertThat(repository.messages())
                .anySatisfy(message -> assertThat(message).contains("'n_1h' (expected: each feature name once"))
                .anySatisfy(message -> assertThat(message).contains("'cuont'").contains("did you mean 'count'?"))
                .anySatisfy(message -> assertThat(message).startsWith("b.yaml:8:36: aggregations[0].of: "));
    }

    @Test
    void refusesATtlOfAStaticTable() {
        repository.write("b.yaml", """
                kind: BatchSource
                name: x
                csv: x.csv
                schema: [{name: driver, type: STRING}]
                ---
                kind: FeatureView
                name: v
                entities: [driver]
                source: x
                ttl: 5d
                features: [{name: d, type: STRING, from: driver}]
                """);
        assertThat(repository.messages())
                .containsExactly("b.yaml:10:6: ttl: given (expected: none, as source 'x' has no eventTimestamp)");
    }

    @Test
    void refusesAStalenessThatNoCacheCanKeep() {
        String view = view("v", "driver", "trips", "{name: miles, type: FLOAT64}");
        repository
                .write("b.yaml", view.replace("source: trips", "source: trips\nmaxStaleness: 99ms"))
                .write("c.yaml", view.replace("name: v", "name: w\nonline: false\nmaxStaleness: 1s"));
        assertThat(repository.messages())
                .extracting(message -> message.substring(message.indexOf(" ") + 1))
                .containsExactly(
                        "maxStaleness: 99ms (expected: at least 100ms)",
                        "maxStaleness: given (expected: none, as the view is not online)");
    }

    @Test
    void refusesADefaultOfAnotherType() {
        repository.write("b.yaml", view("v", "driver", "trips", "{name: miles, type: FLOAT64, default: many}"));
        assertThat(repository.problems()).hasSize(1).first().satisfies(problem -> {
            assertThat(problem.location()).isEqualTo("b.yaml:6:43");
            assertThat(problem.message()).startsWith("features[0].default: \"many\" (expected: ");
        });
    }
}
