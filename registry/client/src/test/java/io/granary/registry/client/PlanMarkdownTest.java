package io.granary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanMarkdownTest {

    @Test
    void isACommentOfAPullRequest() {
        Plan plan = plan(
                List.of(
                        new DefinitionChange.Renamed(Kind.FEATURE_VIEW, "rides", "trips", List.of()),
                        new DefinitionChange.Changed(
                                Kind.FEATURE_VIEW, "stops", List.of(new FieldChange("ttl", "21d", "7d")))),
                new Breakage.Renamed(Kind.FEATURE_VIEW, "rides", "trips"));

        assertThat(PlanMarkdown.of(plan)).isEqualTo("""
                        <!-- granary-plan taxis -->
                        ### Granary plan for `taxis`

                        **0 to add, 2 to change, 0 to remove** on revision 3; :warning: **1 would break.**

                        **What breaks** (an apply needs `--allow-breaking`)

                        * Feature view 'trips' is called 'rides': requests by the old name will be refused

                        | | Kind | Name | |
                        |---|---|---|---|
                        | `~` | FeatureView | `rides` | was `trips` |
                        | `~` | FeatureView | `stops` | 1 field |

                        <details><summary><code>~</code> FeatureView <code>stops</code></summary>

                        ```diff
                        - ttl: 21d
                        + ttl: 7d
                        ```
                        </details>
                        """);
    }

    @Test
    void saysThatThereIsNothingToDo() {
        assertThat(PlanMarkdown.of(plan(List.of()))).endsWith("\nNo changes to revision 3.\n");
    }

    @Test
    void whatDefinitionsSayStaysCode() {
        FieldChange hostile = new FieldChange("description", null, "````\n</details> @all <script>\u0007");
        String text = PlanMarkdown.of(plan(List.of(new DefinitionChange.Changed(Kind.ENTITY, "e", List.of(hostile)))));

        assertThat(text).contains("\n`````diff\n+ description: ```` </details> @all <script> \n`````\n");
    }

    @Test
    void staysWithinWhatACommentTakes() {
        List<DefinitionChange> many = IntStream.range(0, 5_000)
                .mapToObj(i -> (DefinitionChange) new DefinitionChange.Added(
                        Kind.FEATURE_VIEW,
                        "view_" + i,
                        List.of(new FieldChange("description", null, "word ".repeat(i % 1_000)))))
                .toList();
        Consequence[] lost = IntStream.range(0, 5_000)
                .mapToObj(i -> new Breakage.ValueLost(Kind.FEATURE_SERVICE, "s", "feature_" + i))
                .toArray(Consequence[]::new);

        String text = PlanMarkdown.of(plan(many, lost));

        assertThat(text.length()).isBetween(30_000, 65_536);
        assertThat(text)
                .contains(
                        "**5000 to add",
                        "**5000 would break.**",
                        "more lines do not fit here; `granary plan` shows them.")
                .contains("more do not fit here");
    }

    private static Plan plan(List<DefinitionChange> changes, Consequence... consequences) {
        return new Plan("taxis", 3, changes, List.of(consequences), List.of());
    }
}
