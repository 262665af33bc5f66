package io.granary.ingestion.feast;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a Redis of Feast held, and what became of it. A key that Redis told twice counts twice.
 *
 * @param keys that were looked at
 * @param foreign keys that are not Feast's entity keys of layout version 3
 * @param otherProjects keys of other projects, by project
 * @param otherEntities keys whose join keys no view has, by the names of the join keys
 * @param views by name
 * @param unknownViews rows of views that are not defined, by Feast's name of the view
 * @param unknownFields fields of rows that are no feature of any view with these join keys
 */
public record FeastStoreReport(
        long keys,
        long foreign,
        Map<String, Long> otherProjects,
        Map<String, Long> otherEntities,
        Map<String, ViewRows> views,
        Map<String, Long> unknownViews,
        long unknownFields) {

    /**
     * The rows of one view.
     *
     * @param rows that were found
     * @param refused rows that would not be the same here, and were not written
     * @param reasons the first of each reason, with how often it was
     */
    public record ViewRows(long rows, long refused, List<Refusal> reasons) {

        public ViewRows {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Why rows were refused.
     *
     * @param name the feature, join key or timestamp
     * @param example what was wrong with the first
     */
    public record Refusal(String name, long count, String example) {}

    public FeastStoreReport {
        otherProjects = Collections.unmodifiableMap(new TreeMap<>(otherProjects));
        otherEntities = Collections.unmodifiableMap(new TreeMap<>(otherEntities));
        views = Collections.unmodifiableMap(new TreeMap<>(views));
        unknownViews = Collections.unmodifiableMap(new TreeMap<>(unknownViews));
    }

    /** Rows that were written, or would be. */
    public long written() {
        return views.values().stream()
                .mapToLong(view -> view.rows() - view.refused())
                .sum();
    }

    public long refused() {
        return views.values().stream().mapToLong(ViewRows::refused).sum();
    }
}
