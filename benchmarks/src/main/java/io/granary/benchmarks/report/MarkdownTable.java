package io.granary.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Text in columns that is also Markdown.
 *
 * @param head of each column; one that starts with a space is aligned to the right
 */
record MarkdownTable(List<String> head, List<List<String>> rows) {

    String text() {
        List<List<String>> all = new ArrayList<>();
        all.add(head.stream().map(String::strip).toList());
        all.addAll(rows);
        List<Integer> widths = IntStream.range(0, head.size())
                .map(column -> all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .boxed()
                .toList();
        List<String> lines =
                new ArrayList<>(all.stream().map(row -> line(row, widths)).toList());
        lines.add(1, rule(widths));
        return String.join("\n", lines);
    }

    private String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < widths.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(widths.get(column) - cell.length());
            line.append(' ').append(isNumber(column) ? padding + cell : cell + padding);
            line.append(" |");
        }
        return line.toString();
    }

    private String rule(List<Integer> widths) {
        StringBuilder rule = new StringBuilder("|");
        for (int column = 0; column < widths.size(); column++) {
            rule.append("-".repeat(widths.get(column) + 1)).append(isNumber(column) ? ":|" : "-|");
        }
        return rule.toString();
    }

    private boolean isNumber(int column) {
        return head.get(column).startsWith(" ");
    }
}
