package io.granary.registry.client;

import java.util.List;

/** A plan as people read it: one block a definition, one line a field, then what follows from it and a count. */
public final class PlanText {

    private static final String RESET = "\u001b[0m";

    /** Whether terminal escape codes colour the signs. */
    public enum Colours {
        NONE,
        ANSI
    }

    private final Colours colours;
    private final StringBuilder text = new StringBuilder();

    private PlanText(Colours colours) {
        this.colours = colours;
    }

    /** Several lines, each with its line break. */
    public static String of(Plan plan, Colours colours) {
        PlanText writer = new PlanText(colours);
        writer.write(plan);
        return writer.text.toString();
    }

    private void write(Plan plan) {
        if (plan.isEmpty()) {
            line("No changes. Project '" + plan.project() + "' is at revision " + plan.base() + ".");
            return;
        }
        line("Project '" + plan.project() + "', changes to revision " + plan.base() + ":");
        plan.changes().forEach(this::writeChange);
        writeConsequences(plan);
        writeCosts(plan.costs());
        ChangeCounts counts = plan.counts();
        line("");
        line("Plan: " + counts.added() + " to add, " + counts.changed() + " to change, " + counts.removed()
                + " to remove.");
    }

    private void writeChange(DefinitionChange change) {
        line("");
        line(coloured(change.sign(), "%3s".formatted(change.sign())) + " "
                + change.kind().text() + " " + change.name() + note(change));
        change.fields().forEach(this::writeField);
    }

    private void writeField(FieldChange field) {
        String sign = field.before() == null ? "+" : field.after() == null ? "-" : "~";
        line("      " + coloured(sign, sign) + " " + field.path() + ": " + values(field));
    }

    private static String values(FieldChange field) {
        if (field.before() == null || field.after() == null) {
            return field.before() == null ? String.valueOf(field.after()) : field.before();
        }
        return field.before() + " -> " + field.after();
    }

    private static String note(DefinitionChange change) {
        if (change instanceof DefinitionChange.Renamed renamed) {
            return "  # was " + renamed.before();
        }
        return change instanceof DefinitionChange.Rebuilt ? "  # values change: a new generation" : "";
    }

    private void writeConsequences(Plan plan) {
        if (plan.breaks()) {
            section("What breaks (an apply needs --allow-breaking):");
            plan.breakages().forEach(breakage -> line("  " + coloured("!", "!") + " " + breakage.sentence()));
        }
        if (!plan.notices().isEmpty()) {
            section("What follows:");
            plan.notices().forEach(notice -> line("  " + notice.sentence()));
        }
    }

    private void writeCosts(List<ViewCost> costs) {
        if (!costs.isEmpty()) {
            section("What it costs:");
            costs.forEach(cost -> {
                line("  " + CostText.heading(cost));
                CostText.steps(cost).forEach(step -> line("    " + step));
            });
            line("  In total: " + CostText.total(costs));
        }
    }

    private void section(String heading) {
        line("");
        line(heading);
    }

    private String coloured(String sign, String shown) {
        return colours == Colours.NONE ? shown : colour(sign) + shown + RESET;
    }

    private static String colour(String sign) {
        return switch (sign) {
            case "+" -> "\u001b[32m";
            case "~" -> "\u001b[33m";
            default -> "\u001b[31m";
        };
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
