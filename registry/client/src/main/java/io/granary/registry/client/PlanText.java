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
        writeConsequences(plan.consequences());
        ChangeCounts counts = plan.counts();
        line("");
        line("Plan: " + counts.added() + " to add, " + counts.changed() + " to change, " + counts.removed()
                + " to remove.");
    }

    private void writeChange(DefinitionChange change) {
        line("");
        String note = change instanceof DefinitionChange.Rebuilt ? "  # values change: a new generation" : "";
        line(coloured(change.sign(), "%3s".formatted(change.sign())) + " "
                + change.kind().text() + " " + change.name() + note);
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

    private void writeConsequences(List<String> consequences) {
        if (!consequences.isEmpty()) {
            line("");
            line("What follows:");
            consequences.forEach(consequence -> line("  ! " + consequence));
        }
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
