package io.granary.registry.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The costs of a plan in words, without full stops. */
final class CostText {

    private CostText() {}

    /** Why the view's rows have to be written, and how long they are. */
    static String heading(ViewCost cost) {
        return cost.view() + ": " + cost.reason().text() + ", "
                + (cost.tiles() == null ? "about " : "at most about ") + number(cost.bytesPerEntity())
                + " bytes an entity";
    }

    /** What has to be done for the view, one line each. */
    static List<String> steps(ViewCost cost) {
        List<String> lines = new ArrayList<>();
        cost.steps().forEach(step -> lines.add(step(cost.view(), step)));
        if (cost.tiles() != null) {
            lines.addAll(WindowCostText.of(cost.windows(), cost.tiles()));
        }
        return lines;
    }

    /** What all the views take together; a source counts once, as one read serves all of them. */
    static String total(List<ViewCost> costs) {
        List<ViewCost.Step> reads =
                costs.stream().flatMap(cost -> cost.steps().stream()).distinct().toList();
        long rows = reads.stream()
                .map(ViewCost.Step::rows)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        long unknown =
                reads.stream().map(ViewCost.Step::rows).filter(Objects::isNull).count();
        String known = unknown == reads.size() ? "" : number(rows) + " rows to read";
        String other =
                unknown == 0 ? "" : unknown + (unknown == 1 ? " source" : " sources") + " of unknown length to read";
        long bytes = costs.stream()
                .filter(cost -> cost.reason() != ViewCost.Reason.ANSWERED)
                .mapToLong(ViewCost::bytesPerEntity)
                .sum();
        List<String> parts = List.of(
                unknown == 0 && reads.isEmpty() ? "nothing to read" : known,
                other,
                bytes == 0 ? "" : "about " + number(bytes) + " bytes an entity");
        return String.join(", ", parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    private static String step(String view, ViewCost.Step step) {
        return switch (step.action()) {
            case REPLAY -> "ingestion replays '" + step.source() + "' by itself: " + rows(step.rows());
            case MATERIALIZE ->
                "to do, 'granary materialize " + view + "', which reads '" + step.source() + "': " + rows(step.rows());
            case BACKFILL ->
                "to do, 'granary backfill " + view + "', which reads '" + step.source() + "': " + rows(step.rows());
        };
    }

    private static String rows(@Nullable Long rows) {
        return rows == null ? "rows unknown" : number(rows) + " rows";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
