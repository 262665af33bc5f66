package io.granary.offline.engine;

import io.granary.offline.engine.statistics.ColumnStatistics;
import io.granary.offline.engine.statistics.SetSketch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A column of a training set.
 *
 * @param name of a feature, its full name {@code role__feature}
 * @param type the text of a {@link io.granary.core.type.DataType}; of a column of the entity frame that is none of these,
 *     the engine's own name of the type
 * @param nulls how many rows have no value
 * @param statuses of a feature: how many rows have which status; empty for a column of the entity frame
 * @param statistics of its values; null in sets of versions that made none
 */
public record TrainingSetColumn(
        String name,
        String type,
        Origin origin,
        long nulls,
        Map<String, Long> statuses,
        @Nullable ColumnStatistics statistics) {

    /** Where a column comes from. */
    public enum Origin {
        ENTITY_FRAME,
        FEATURE,
        /** Of the view that is asked for a later moment, so no feature: models must not see it. */
        LABEL
    }

    public TrainingSetColumn {
        statuses = Collections.unmodifiableMap(new TreeMap<>(statuses));
    }

    /** Columns with what a sketch knows of them, in the same order. */
    public static List<TrainingSetColumn> withStatistics(List<TrainingSetColumn> columns, SetSketch sketch) {
        List<TrainingSetColumn> known = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            known.add(columns.get(i).with(sketch.statistics(i)));
        }
        return known;
    }

    private TrainingSetColumn with(ColumnStatistics known) {
        return new TrainingSetColumn(name, type, origin, nulls, statuses, known);
    }
}
