package io.granary.benchmarks.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows findings as a table that is also Markdown. */
public final class FindingsTable {

    private static final List<String> HEAD = List.of("case", "value", "budget", "holds", "beside");

    private FindingsTable() {}

    public static String of(Findings findings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        findings.rows().forEach(row -> rows.add(cells(row)));
        int[] widths = new int[HEAD.size()];
        for (int column = 0; column < widths.length; column++) {
            int each = column;
            widths[column] =
                    rows.stream().mapToInt(row -> row.get(each).length()).max().orElse(0);
        }
        List<String> lines =
                new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
        lines.add(1, rule(widths));
        return String.join("\n", lines) + "\n\n" + conditions(findings);
    }

    private static List<String> cells(Finding row) {
        return List.of(
                row.name(),
                number(row.value()) + " " + row.unit(),
                row.budget() == null ? "-" : number(row.budget()),
                row.holds() ? "yes" : "NO",
                shown(row.details()));
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - cells.get(column).length());
            boolean isNumber = column == 1 || column == 2;
            line.append(' ').append(isNumber ? padding + cells.get(column) : cells.get(column) + padding);
            line.append(" |");
        }
        return line.toString();
    }

    private static String rule(int[] widths) {
        StringBuilder rule = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            boolean isNumber = column == 1 || column == 2;
            rule.append("-".repeat(widths[column] + 1)).append(isNumber ? ":|" : "-|");
        }
        return rule.toString();
    }

    private static String conditions(Findings findings) {
        return "commit " + findings.commit() + "; " + shown(findings.load());
    }

    private static String shown(Map<String, Double> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey().replace('_', ' ') + " " + number(entry.getValue()))
                .collect(joining(", "));
    }

    /** Whole from a hundred on, else with the digits that a measurement may mean. */
    private static String number(double value) {
        boolean isWhole = value == Math.rint(value) || Math.abs(value) >= 100;
        return String.format(Locale.ROOT, isWhole ? "%,.0f" : "%.2f", value);
    }
}
