package io.granary.ingestion.feast;

import io.granary.core.GranaryException;
import io.granary.ingestion.feast.FeastStoreReport.Refusal;
import io.granary.ingestion.feast.FeastStoreReport.ViewRows;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts for a {@link FeastStoreReport}. Not safe for threads. */
final class ReportBuilder {

    private long keys;
    private long foreign;
    private final Map<String, Long> otherProjects = new TreeMap<>();
    private final Map<String, Long> otherEntities = new TreeMap<>();
    private final Map<String, Counts> views = new TreeMap<>();
    private final Map<String, Long> unknownViews = new TreeMap<>();
    private long unknownFields;

    private static final class Counts {
        private long rows;
        private long refused;
        private final Map<String, Refusal> reasons = new LinkedHashMap<>();

        ViewRows done() {
            return new ViewRows(rows, refused, List.copyOf(reasons.values()));
        }
    }

    /** @param names of every view, so that those without rows are told too */
    ReportBuilder(Collection<String> names) {
        names.forEach(name -> views.put(name, new Counts()));
    }

    long keys() {
        return keys;
    }

    long rows() {
        return views.values().stream().mapToLong(counts -> counts.rows).sum();
    }

    void key() {
        keys++;
    }

    void foreign() {
        foreign++;
    }

    void otherProject(String project) {
        otherProjects.merge(project, 1L, Long::sum);
    }

    void otherEntity(Collection<String> joinKeys) {
        otherEntities.merge(String.join(", ", joinKeys), 1L, Long::sum);
    }

    void row(String view) {
        counts(view).rows++;
    }

    /** Tells the place of a failure, up to its first colon that ends it, and keeps the rest of the first as the example. */
    void refused(String view, GranaryException failure) {
        Counts counts = counts(view);
        counts.refused++;
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf(": ");
        String name = end < 0 ? message : message.substring(0, end);
        String example = end < 0 ? "" : message.substring(end + 2);
        counts.reasons.merge(
                name,
                new Refusal(name, 1, example),
                (known, more) -> new Refusal(name, known.count() + 1, known.example()));
    }

    void unknownView(String feastName) {
        unknownViews.merge(feastName, 1L, Long::sum);
    }

    void unknownField() {
        unknownFields++;
    }

    private Counts counts(String view) {
        return views.computeIfAbsent(view, name -> new Counts());
    }

    FeastStoreReport build() {
        Map<String, ViewRows> rows = new TreeMap<>();
        views.forEach((name, counts) -> rows.put(name, counts.done()));
        return new FeastStoreReport(keys, foreign, otherProjects, otherEntities, rows, unknownViews, unknownFields);
    }
}
