package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the text of a definition file may get wrong. */
class YamlProblemsTest {

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder);
    }

    @Test
    void locatesASyntaxErrorAndStillReadsTheDocumentsBeforeIt() {
        repository.write("a.yaml", "kind: Entity\nname: a b\njoinKeys: []\n---\nkind: [Entity\nname: b\n");
        assertThat(repository.messages())
                .contains(
                        "a.yaml:2:7: name: 'a b' (expected: 1 to 63 letters, digits and underscores that do not start"
                                + " with a digit)",
                        "a.yaml:3:11: joinKeys: a list (expected: a list of one or more)")
                .anySatisfy(
                        message -> assertThat(message).startsWith("a.yaml:6:").contains("syntax: "));
    }

    @Test
    void readsTheDocumentsAfterASyntaxError() {
        repository.write("a.yaml", "kind: [Entity\n---\nkind: Entity\nname: a b\njoinKeys: []\n--- # next\nkind: X\n");
        assertThat(repository.messages())
                .containsExactly(
                        "a.yaml:2:1: syntax: expected ',' or ']', but got <document start> (expected: YAML 1.2)",
                        "a.yaml:4:7: name: 'a b' (expected: 1 to 63 letters, digits and underscores that do not start"
                                + " with a digit)",
                        "a.yaml:5:11: joinKeys: a list (expected: a list of one or more)",
                        "a.yaml:7:7: kind: 'X' (expected: one of Entity, BatchSource, StreamSource, PushSource,"
                                + " FeatureView, OnDemandFeatureView, FeatureService, Model, Router, Experiment)");
    }

    @Test
    void suggestsAKnownField() {
        repository.write("a.yaml", "kind: Entity\nname: driver\njoinKey: [{name: driver, type: STRING}]\n");
        assertThat(repository.messages())
                .containsExactly(
                        "a.yaml:1:1: joinKeys: missing (expected: a field of Entity)",
                        "a.yaml:3:1: joinKey: unknown field of Entity (expected: one of kind, name, description, owner,"
                                + " tags, was, joinKeys) [did you mean 'joinKeys'?]");
    }

    @Test
    void refusesADuplicateKey() {
        repository.write("a.yaml", "kind: Entity\nname: driver\nname: rider\njoinKeys: [{name: d, type: STRING}]\n");
        assertThat(repository.messages())
                .containsExactly("a.yaml:3:1: name: given twice (expected: once; first at line 2)");
    }

    @Test
    void refusesAWrongType() {
        repository.write("a.yaml", "kind: Entity\nname: driver\njoinKeys: driver\n");
        assertThat(repository.messages())
                .containsExactly("a.yaml:3:11: joinKeys: 'driver' (expected: a list of one or more)");
    }

    @Test
    void refusesATypeThatIsNotOne() {
        repository.write(
                "a.yaml", "kind: Entity\nname: driver\njoinKeys: [{name: d, type: TEXT}, {name: e, type: FLOAT32}]\n");
        assertThat(repository.messages())
                .containsExactly(
                        "a.yaml:3:28: joinKeys[0].type: 'TEXT' (expected: STRING, INT32, INT64, BYTES, BOOL or"
                                + " TIMESTAMP)",
                        "a.yaml:3:51: joinKeys[1].type: 'FLOAT32' (expected: STRING, INT32, INT64, BYTES, BOOL or"
                                + " TIMESTAMP)");
    }

    @Test
    void refusesANameThatIsAPath() {
        repository.write("a.yaml", "kind: Entity\nname: ../../etc/passwd\njoinKeys: [{name: d, type: STRING}]\n");
        assertThat(repository.messages())
                .containsExactly("a.yaml:2:7: name: '../../etc/passwd' (expected: 1 to 63 letters, digits and"
                        + " underscores that do not start with a digit)");
    }

    @Test
    void refusesAnAliasBomb() {
        repository.write(
                "a.yaml",
                "kind: Entity\nname: driver\ntags: &a {x: y}\ndescription: &b [*a, *a]\njoinKeys: [*b, *b]\n");
        assertThat(repository.messages())
                .contains(
                        "a.yaml:3:7: anchor: &a (expected: no anchors and aliases)",
                        "a.yaml:4:18: alias: *a (expected: no anchors and aliases)",
                        "a.yaml:5:12: alias: *b (expected: no anchors and aliases)");
    }

    @Test
    void refusesATag() {
        repository.write("a.yaml", "kind: Entity\nname: !!java.net.URL driver\njoinKeys: [{name: d, type: STRING}]\n");
        assertThat(repository.messages())
                .containsExactly("a.yaml:2:7: tag: tag:yaml.org,2002:java.net.URL (expected: no tags)");
    }

    @Test
    void refusesDeepNesting() {
        repository.write("a.yaml", "kind: " + "[".repeat(5_000));
        assertThat(repository.messages())
                .containsExactly("a.yaml:1:39: nesting: more than 32 levels (expected: 32 or fewer)");
    }

    @Test
    void suggestsAKnownKind() {
        repository.write("a.yaml", "kind: FeatureVeiw\nname: x\n");
        assertThat(repository.messages())
                .containsExactly("a.yaml:1:7: kind: 'FeatureVeiw' (expected: one of Entity, BatchSource, StreamSource,"
                        + " PushSource, FeatureView, OnDemandFeatureView, FeatureService, Model, Router, Experiment)"
                        + " [did you mean 'FeatureView'?]");
    }

    @Test
    void asksForTheProjectFile() {
        repository.write("granary.yaml", "");
        assertThat(repository.messages()).containsExactly("granary.yaml:1:1: file: 0 documents (expected: one)");
    }

    @Test
    void refusesAProjectNameThatIsAPath() {
        repository.write("granary.yaml", "project: ../x\n");
        assertThat(repository.messages()).singleElement().asString().startsWith("granary.yaml:1:10: project: '../x'");
    }

    @Test
    void showsTheLineWithACaret() {
        repository.write("a.yaml", "kind: Entity\nname: a b\njoinKeys: [{name: d, type: STRING}]\n");
        assertThat(repository.problems().get(0).text()).isEqualTo("""
                        a.yaml:2:7: name: 'a b' (expected: 1 to 63 letters, digits and underscores that do not start \
                        with a digit)
                            name: a b
                                  ^""");
    }

    @Test
    void reportsTheProblemsOfAllFilesInOrder() {
        repository.write("b.yaml", "kind: Entity\nname: 1\n").write("sub/a.yaml", "kind: Entitty\n");
        assertThat(repository.problems())
                .extracting(Problem::location)
                .containsExactly("b.yaml:1:1", "b.yaml:2:7", "sub/a.yaml:1:7");
    }

    @Test
    void ignoresHiddenFiles() {
        repository.write(".github/ci.yaml", "jobs: [").write("a.yaml", RepositoryFolder.VALID);
        assertThat(repository.load().project()).isEqualTo("taxis");
    }
}
