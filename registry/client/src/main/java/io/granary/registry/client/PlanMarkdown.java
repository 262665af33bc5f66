package io.granary.registry.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A plan as a comment of a pull request, in GitHub's Markdown: a summary, what changes, breaks and costs, and the fields
 * folded away. What definitions say is shown as code, so that it is never read as markup. Parts that do not fit are left
 * out, and counted.
 */
public final class PlanMarkdown {

    /** GitHub takes 65,536 characters; the rest is room for what a workflow adds. */
    static final int MAX_LENGTH = 60_000;

    private static final int MAX_FIELD = 2_000;
    private static final int MIN_FENCE = 3;

    private final Plan plan;
    private final StringBuilder text = new StringBuilder();

    private PlanMarkdown(Plan plan) {
        this.plan = plan;
    }

    /** Starts with a marker, by which a workflow finds the comment that it wrote before. */
    public static String of(Plan plan) {
        PlanMarkdown markdown = new PlanMarkdown(plan);
        markdown.write();
        return markdown.text.toString();
    }

    private void write() {
        line("<!-- granary-plan " + plan.project() + " -->");
        line("### Granary plan for `" + plan.project() + "`");
        line("");
        line(summary());
        if (plan.isEmpty()) {
            return;
        }
        list("**What breaks** (an apply needs `--allow-breaking`)", plan.breakages(), PlanMarkdown::sentence);
        changes();
        list("**What follows**", plan.notices(), PlanMarkdown::sentence);
        costs();
        fields();
    }

    private String summary() {
        if (plan.isEmpty()) {
            return "No changes to revision " + plan.base() + ".";
        }
        ChangeCounts counts = plan.counts();
        int breakages = plan.breakages().size();
        return "**" + counts.added() + " to add, " + counts.changed() + " to change, " + counts.removed()
                + " to remove** on revision " + plan.base()
                + (breakages == 0 ? "; nothing breaks." : "; :warning: **" + breakages + " would break.**");
    }

    private void changes() {
        List<String> rows = new ArrayList<>();
        for (DefinitionChange change : plan.changes()) {
            rows.add("| `" + change.sign() + "` | " + change.kind().text() + " | `" + change.name() + "` | "
                    + note(change) + " |");
        }
        section("| | Kind | Name | |\n|---|---|---|---|", rows);
    }

    private static String note(DefinitionChange change) {
        if (change instanceof DefinitionChange.Renamed renamed) {
            return "was `" + renamed.before() + "`";
        }
        if (change instanceof DefinitionChange.Rebuilt) {
            return "values change: a new generation";
        }
        return change instanceof DefinitionChange.Changed
                ? fields(change.fields().size())
                : "";
    }

    private static String fields(int count) {
        return count == 1 ? "1 field" : count + " fields";
    }

    private void costs() {
        if (plan.costs().isEmpty()) {
            return;
        }
        List<String> rows = new ArrayList<>();
        for (ViewCost cost : plan.costs()) {
            rows.add("* " + escaped(CostText.heading(cost)));
            CostText.steps(cost).forEach(step -> rows.add("  * " + escaped(step)));
        }
        section("**What it costs**: " + escaped(CostText.total(plan.costs())) + "\n", rows);
    }

    private void fields() {
        for (int i = 0; i < plan.changes().size(); i++) {
            DefinitionChange change = plan.changes().get(i);
            String details = change.fields().isEmpty() ? "" : details(change);
            if (!fits(details)) {
                line("");
                line("The fields of " + (plan.changes().size() - i)
                        + " more do not fit here; `granary plan` shows them.");
                return;
            }
            text.append(details);
        }
    }

    private static String details(DefinitionChange change) {
        StringBuilder lines = new StringBuilder();
        for (FieldChange field : change.fields()) {
            removed(lines, field);
            added(lines, field);
        }
        String fence = "`".repeat(Math.max(MIN_FENCE, longestRun(lines) + 1));
        return "\n<details><summary><code>" + change.sign() + "</code> "
                + change.kind().text() + " <code>" + change.name() + "</code></summary>\n\n" + fence + "diff\n" + lines
                + fence + "\n</details>\n";
    }

    private static void removed(StringBuilder lines, FieldChange field) {
        if (field.before() != null) {
            lines.append("- ")
                    .append(field.path())
                    .append(": ")
                    .append(oneLine(field.before()))
                    .append('\n');
        }
    }

    private static void added(StringBuilder lines, FieldChange field) {
        if (field.after() != null) {
            lines.append("+ ")
                    .append(field.path())
                    .append(": ")
                    .append(oneLine(field.after()))
                    .append('\n');
        }
    }

    private static String oneLine(String value) {
        String line = value.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_FIELD ? line : line.substring(0, MAX_FIELD) + "...";
    }

    private static int longestRun(CharSequence content) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < content.length(); i++) {
            run = content.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static String sentence(Consequence consequence) {
        return "* " + escaped(consequence.sentence());
    }

    private <T> void list(String heading, List<T> items, Function<T, String> writer) {
        if (!items.isEmpty()) {
            section(heading + "\n", items.stream().map(writer).toList());
        }
    }

    /** A heading and as many lines as fit, of which some room is left for the sections that follow. */
    private void section(String heading, List<String> lines) {
        line("");
        line(heading);
        int room = text.length() + (MAX_LENGTH - text.length()) / 2;
        for (int i = 0; i < lines.size(); i++) {
            if (text.length() + lines.get(i).length() > room) {
                line("");
                line((lines.size() - i) + " more lines do not fit here; `granary plan` shows them.");
                return;
            }
            line(lines.get(i));
        }
    }

    private boolean fits(String part) {
        return text.length() + part.length() < MAX_LENGTH;
    }

    /** Plain words: what Markdown or GitHub would make something else of is written so that it stays what it is. */
    private static String escaped(String words) {
        return words.replaceAll("[\\\\`*_\\[\\]<>#|~]", "\\\\$0").replace("@", "@\u200b");
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
