package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The one form of definition files. */
class FormattedTextTest {

    @Test
    void fieldsComeInTheOrderOfTheTable() {
        assertThat(format("joinKeys: [{type: STRING, name: driver}]\nowner: me\nname: driver\nkind: Entity\n"))
                .isEqualTo("kind: Entity\nname: driver\nowner: me\njoinKeys:\n  - {name: driver, type: STRING}\n");
    }

    @Test
    void quotesAreWrittenWhereTheyAreNeeded() {
        assertThat(format("""
                        kind: "FeatureService"
                        name: 's'
                        owner: "007"
                        description: 'a: b # c'
                        tags: {yes: no, "plain": 'it''s "quoted"'}
                        onMissing: "null"
                        features: ["view:*", 'view:feature']
                        """)).isEqualTo("""
                        kind: FeatureService
                        name: s
                        description: "a: b # c"
                        owner: "007"
                        tags: {"yes": "no", plain: "it's \\"quoted\\""}
                        onMissing: "null"
                        features: [view:*, view:feature]
                        """);
    }

    @Test
    void expressionsAreAlwaysQuotedAndNullsNever() {
        assertThat(format("""
                        kind: FeatureView
                        name: v
                        ttl: null
                        where: a > 1
                        features:
                        - name: f
                          type: BOOL
                          expression: >-
                            a
                            > 2
                          default: true
                        """)).isEqualTo("""
                        kind: FeatureView
                        name: v
                        where: "a > 1"
                        ttl: null
                        features:
                          - {name: f, type: BOOL, expression: "a > 2", default: true}
                        """);
    }

    @Test
    void whatIsTooLongForALineTakesSeveral() {
        String name = "a_name_of_forty_characters_and_then_some";
        assertThat(format("kind: FeatureView\nname: v\nentities: [" + name + "1, " + name + "2, " + name
                        + "3]\nfeatures: [{name: " + name + ", type: FLOAT64, expression: 'double(" + name
                        + ") / double(" + name + ")'}]\n"))
                .isEqualTo("kind: FeatureView\nname: v\nentities:\n  - " + name + "1\n  - " + name + "2\n  - " + name
                        + "3\nfeatures:\n  - name: " + name + "\n    type: FLOAT64\n    expression: \"double(" + name
                        + ") / double(" + name + ")\"\n");
    }

    @Test
    void textOfSeveralLinesStaysLiteral() {
        String text = "kind: Entity\nname: e\ndescription: |-\n  first\n\n    second # no comment\n";
        assertThat(format(text)).isEqualTo(text);
    }

    @Test
    void commentsStayWithWhatTheyAreAbout() {
        assertThat(format("""
                        # yaml-language-server: $schema=x.json

                        # Who drives.
                        name: driver   # the name
                        # of the kind
                        kind: Entity
                        joinKeys: # all of them
                            # the first
                            - {type: STRING, name: a} # a key
                            - {name: b, # its name
                               type: INT64}
                            # - {name: c, type: BOOL}
                        # owned by
                        owner: me
                        # owner: you
                        ---
                        # Another.
                        kind: Entity
                        name: rider
                        # the end
                        """)).isEqualTo("""
                        # yaml-language-server: $schema=x.json

                        # Who drives.
                        # of the kind
                        kind: Entity
                        name: driver  # the name
                        # owned by
                        owner: me
                        joinKeys:  # all of them
                          # the first
                          - {name: a, type: STRING}  # a key
                          - name: b  # its name
                            type: INT64
                          # - {name: c, type: BOOL}
                        # owner: you
                        ---
                        # Another.
                        kind: Entity
                        name: rider
                        # the end
                        """);
    }

    @Test
    void theProjectsFileHasItsOwnOrder() {
        SourceFile project = file("granary.yaml", """
                environments:
                  dev: {}
                  production:
                    registry: 'https://r:6570'
                    project: p
                project: taxis
                """);
        assertThat(FormattedText.of(project)).isEqualTo("""
                project: taxis
                environments: {dev: {}, production: {project: p, registry: https://r:6570}}
                """);
    }

    @Test
    void anOverlayMayRemoveAndNameItems() {
        String overlay = "kind: FeatureView\nname: v\nttl: null\nfeatures: {miles: null, rider: {type: STRING}}\n";
        assertThat(format(overlay)).isEqualTo(overlay);
    }

    @Test
    void aFileOfCommentsOnlyStays() {
        assertThat(format("# one\n\n# two\n")).isEqualTo("# one\n\n# two\n");
        assertThat(format("")).isEmpty();
    }

    @Test
    void aFileWithProblemsIsRefused() {
        assertThatThrownBy(() -> format("kind: Entity\nnmae: x\n"))
                .isInstanceOf(InvalidRepositoryException.class)
                .hasMessageContaining("a.yaml:2:1: nmae: unknown field");
        assertThatThrownBy(() -> format("kind: FeatureView\nttl: soon\n"))
                .hasMessageContaining("a.yaml:2:6: ttl: 'soon'");
        assertThatThrownBy(() -> format("kind: [Entity\n")).hasMessageContaining("syntax: ");
    }

    @Test
    void aCommentThatParsersRefuseIsLeftAlone() {
        assertThatThrownBy(() -> format("kind: Entity\ntags: {a: # odd\n  b}\n"))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("Cannot format a.yaml: ");
    }

    private static String format(String text) {
        String formatted = FormattedText.of(file("a.yaml", text));
        assertThat(FormattedText.of(file("a.yaml", formatted))).isEqualTo(formatted);
        return formatted;
    }

    private static SourceFile file(String name, String text) {
        return new SourceFile(name, text, Path.of(""));
    }
}
