package io.granary.registry.server.feast;

import java.util.List;
import java.util.stream.Collectors;

/** What has no equivalent, as a Markdown file for those who finish the conversion. */
final class FeastReport {

    private FeastReport() {}

    static String text(String project, int converted, List<FeastGap> gaps) {
        String head =
                "# Conversion of the Feast project " + project + "\n\n" + converted + " definitions were written.\n";
        if (gaps.isEmpty()) {
            return head + "Everything has an equivalent.\n";
        }
        return head + "The following has no equivalent, or not the same one.\n\n"
                + "| Object | Outcome | What | What to do |\n|---|---|---|---|\n"
                + gaps.stream().map(FeastReport::row).collect(Collectors.joining());
    }

    private static String row(FeastGap gap) {
        String outcome = gap.outcome() == FeastGap.Outcome.PARTLY ? "converted without it" : "left out";
        return "| " + gap.kind() + " `" + gap.name() + "` | " + outcome + " | " + cell(gap.what()) + " | "
                + cell(gap.advice()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
