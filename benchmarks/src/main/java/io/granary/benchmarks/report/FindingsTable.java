package io.granary.benchmarks.report;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows findings as a table: a detail that most rows have is a column, the others stand beside them. */
final class FindingsTable {

    private static final List<String> HEAD = List.of("case", " value", " budget", "holds");

    private final Findings findings;
    private final List<String> columns;
    private final boolean hasOthers;

    private FindingsTable(Findings findings) {
        this.findings = findings;
        this.columns = findings.rows().stream()
                .sorted(comparing(row -> -row.details().size()))
                .flatMap(row -> row.details().keySet().stream())
                .distinct()
                .filter(this::isCommon)
                .toList();
        this.hasOthers = findings.rows().stream().anyMatch(row -> !others(row).isEmpty());
    }

    static String of(Findings findings) {
        return new FindingsTable(findings).text();
    }

    private boolean isCommon(String detail) {
        long having = findings.rows().stream()
                .filter(row -> row.details().containsKey(detail))
                .count();
        return 2 * having > findings.rows().size();
    }

    private String text() {
        List<String> head = new ArrayList<>(HEAD);
        columns.forEach(column -> head.add(" " + words(column)));
        if (hasOthers) {
            head.add("beside");
        }
        List<List<String>> rows = findings.rows().stream().map(this::cells).toList();
        return new MarkdownTable(head, rows).text() + "\n\ncommit " + findings.commit() + "; " + shown(findings.load());
    }

    private List<String> cells(Finding row) {
        List<String> cells = new ArrayList<>(List.of(
                row.name(),
                number(row.value()) + " " + row.unit(),
                row.budget() == null ? "-" : number(row.budget()),
                row.holds() ? "yes" : "NO"));
        for (String column : columns) {
            Double detail = row.details().get(column);
            cells.add(detail == null ? "-" : number(detail));
        }
        if (hasOthers) {
            cells.add(others(row));
        }
        return cells;
    }

    private String others(Finding row) {
        return row.details().entrySet().stream()
                .filter(detail -> !columns.contains(detail.getKey()))
                .map(FindingsTable::shown)
                .collect(joining(", "));
    }

    private static String shown(Map<String, Double> numbers) {
        return numbers.entrySet().stream().map(FindingsTable::shown).collect(joining(", "));
    }

    private static String shown(Map.Entry<String, Double> number) {
        return words(number.getKey()) + " " + number(number.getValue());
    }

    private static String words(String name) {
        return name.replace('_', ' ');
    }

    /** Whole from a hundred on, else with the digits that a measurement may mean. */
    private static String number(double value) {
        boolean isWhole = value == Math.rint(value) || Math.abs(value) >= 100;
        return String.format(Locale.ROOT, isWhole ? "%,.0f" : "%.2f", value);
    }
}
