package io.granary.registry.server.repository;

import static io.granary.registry.server.repository.RepositoryFolder.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that definitions refer to and that are not there, with the place in the file, whatever else is wrong. */
class ReferenceProblemsTest {

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder).write("a.yaml", RepositoryFolder.VALID);
    }

    @Test
    void suggestsWhatADanglingReferenceMeant() {
        repository.write("b.yaml", view("v", "drivr", "tripz", "{name: miles, type: FLOAT64}"));
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:3:12: entities[0]: 'drivr' (expected: the name of an entity) [did you mean 'driver'?]",
                        "b.yaml:4:9: source: 'tripz' (expected: the name of a source) [did you mean 'trips'?]");
    }

    @Test
    void reportsAnUnknownFieldAndADanglingReferenceOfOneDocumentTogether() {
        repository.write("b.yaml", view("v", "drivr", "trips", "{name: miles, type: FLOAT64}") + "tll: 1d\n");
        assertThat(repository.messages())
                .hasSize(2)
                .anyMatch(message -> message.contains("entities[0]: 'drivr'"))
                .anyMatch(message -> message.contains("tll: unknown field of FeatureView"));
    }

    @Test
    void tellsTheProjectOfARepositoryWithProblems() {
        repository.write("b.yaml", view("v", "drivr", "trips", "{name: miles, type: FLOAT64}"));
        assertThat(RepositoryLoader.settings(folder, null).project()).isEqualTo("taxis");
    }

    @Test
    void doesNotCallABrokenDefinitionMissing() {
        repository
                .write("b.yaml", view("v", "rider", "trips", "{name: miles, type: FLOAT64}"))
                .write("c.yaml", "kind: Entity\nname: rider\njoinKeys: 5\n");
        assertThat(repository.problems()).extracting(Problem::location).containsExactly("c.yaml:3:11");
    }

    @Test
    void callsANameMissingThoughAnotherFileBreaksOff() {
        repository
                .write("a.yaml", "kind: Entity\nname: rider\njoinKeys: [\n")
                .write("b.yaml", RepositoryFolder.VALID.replace("[driver]", "[drivr, rider]"));
        assertThat(repository.messages())
                .anySatisfy(message -> assertThat(message).startsWith("a.yaml:").contains("syntax: "))
                .contains(
                        "b.yaml:16:12: entities[0]: 'drivr' (expected: the name of an entity) [did you mean 'driver'?]")
                .noneSatisfy(message -> assertThat(message).contains("'rider'"));
    }

    @Test
    void followsTheReferencesOfADefinitionWithAnotherProblem() {
        repository.write(
                "a.yaml", RepositoryFolder.VALID.replace("source: trips", "source: trip\nttl: soon\nowners: x"));
        assertThat(repository.messages())
                .extracting(message -> message.substring(0, message.indexOf(" (")))
                .containsExactly(
                        "a.yaml:17:9: source: 'trip'",
                        "a.yaml:18:6: ttl: 'soon'",
                        "a.yaml:19:1: owners: unknown field of FeatureView");
    }

    @Test
    void checksADefinitionOnThoughARequiredFieldDoesNotFit() {
        repository.write("b.yaml", """
                kind: FeatureView
                name: v
                entities: driver
                source: trip
                joinKeys: {driver: driver}
                features:
                  - {name: a b, type: FLOAT64, from: miles}
                  - {name: twice, type: FLOAT, expression: "miles * 2"}
                  - {name: half, type: FLOAT64, expression: "mils / 2.0"}
                """);
        assertThat(repository.messages())
                .extracting(message -> message.substring(0, message.indexOf(" (")))
                .containsExactly(
                        "b.yaml:3:11: entities: 'driver'",
                        "b.yaml:4:9: source: 'trip'",
                        "b.yaml:7:12: features[0].name: 'a b'",
                        "b.yaml:8:25: features[1].type: 'FLOAT'");
        repository.write("b.yaml", view("v", "driver", "trips", """
                {name: a b, type: FLOAT64, from: mils}
                  - {type: FLOAT64, from: mils}
                  - {name: half, type: FLOAT64, expression: "mils / 2.0"}\
                """));
        assertThat(repository.messages())
                .extracting(message -> message.substring(0, message.indexOf(" (")))
                .containsExactly(
                        "b.yaml:6:12: features[0].name: 'a b'",
                        "b.yaml:7:5: features[1].name: missing",
                        "b.yaml:8:46: features[2].expression: expression at line 1, column 1: mils / 2.0");
    }

    @Test
    void doesNotBlameThoseWhoUseADefinitionWithGaps() {
        repository
                .write("b.yaml", "kind: Entity\nname: rider\njoinKeys: [{name: rider, type: TEXT}]\n")
                .write("c.yaml", view("v", "rider", "trips", "{name: miles, type: FLOAT64}"))
                .write("d.yaml", "kind: FeatureService\nname: s\nfeatures: [\"w:a\"]\n")
                .write("e.yaml", view("w", "driver", "trips", "{name: a, typ: FLOAT64, from: miles}"));
        assertThat(repository.problems())
                .extracting(Problem::location)
                .containsExactly("b.yaml:3:32", "e.yaml:6:5", "e.yaml:6:15");
    }
}
