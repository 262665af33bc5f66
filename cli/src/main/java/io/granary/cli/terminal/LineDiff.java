package io.granary.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, as a unified diff with three lines around each change. */
public final class LineDiff {

    private static final int CONTEXT = 3;

    /** Above this, what differs is shown as removed and added whole. */
    private static final long MAX_CELLS = 4_000_000;

    /** A line of the diff: kept, removed or added. */
    private record Line(char sign, String text) {}

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    private LineDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** Empty when the texts have the same lines. */
    public static String text(String name, String before, String after) {
        LineDiff diff = new LineDiff(before.lines().toList(), after.lines().toList());
        diff.compare();
        return diff.print(name);
    }

    private void compare() {
        int start = 0;
        while (start < Math.min(before.size(), after.size())
                && before.get(start).equals(after.get(start))) {
            lines.add(new Line(' ', before.get(start++)));
        }
        int kept = 0;
        while (kept < Math.min(before.size(), after.size()) - start && isSameFromEnd(kept)) {
            kept++;
        }
        compare(before.subList(start, before.size() - kept), after.subList(start, after.size() - kept));
        before.subList(before.size() - kept, before.size()).forEach(line -> lines.add(new Line(' ', line)));
    }

    private boolean isSameFromEnd(int line) {
        return before.get(before.size() - 1 - line).equals(after.get(after.size() - 1 - line));
    }

    private void compare(List<String> old, List<String> young) {
        int[][] common = (long) old.size() * young.size() > MAX_CELLS ? new int[0][] : common(old, young);
        int i = 0;
        int j = 0;
        while (common.length > 0 && i < old.size() && j < young.size()) {
            if (old.get(i).equals(young.get(j))) {
                lines.add(new Line(' ', old.get(i++)));
                j++;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                lines.add(new Line('-', old.get(i++)));
            } else {
                lines.add(new Line('+', young.get(j++)));
            }
        }
        old.subList(i, old.size()).forEach(line -> lines.add(new Line('-', line)));
        young.subList(j, young.size()).forEach(line -> lines.add(new Line('+', line)));
    }

    /** The length of the longest common sequence of what follows each pair of lines. */
    private static int[][] common(List<String> old, List<String> young) {
        int[][] common = new int[old.size() + 1][young.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = young.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(young.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private String print(String name) {
        StringBuilder out = new StringBuilder();
        int shownTo = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (isNearAChange(i)) {
                if (out.length() == 0) {
                    out.append("--- ")
                            .append(name)
                            .append("\n+++ ")
                            .append(name)
                            .append('\n');
                }
                if (shownTo != i - 1 || i == 0) {
                    out.append("@@ line ").append(lineBefore(i)).append(" @@\n");
                }
                out.append(lines.get(i).sign()).append(lines.get(i).text()).append('\n');
                shownTo = i;
            }
        }
        return out.toString();
    }

    private boolean isNearAChange(int index) {
        int end = Math.min(lines.size(), index + CONTEXT + 1);
        return lines.subList(Math.max(0, index - CONTEXT), end).stream().anyMatch(line -> line.sign() != ' ');
    }

    /** The number of a line in the text before. */
    private long lineBefore(int index) {
        return 1
                + lines.subList(0, index).stream()
                        .filter(line -> line.sign() != '+')
                        .count();
    }
}
