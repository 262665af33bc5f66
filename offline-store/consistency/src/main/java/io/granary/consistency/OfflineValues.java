package io.granary.consistency;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.local.LocalEngineConfig;
import io.granary.offline.local.TypedParquet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a training set says of the rows of a group, each at the time of its request.
 *
 * @param request that it was made by
 * @param rows for each row of the group, values in the order of the plan's features
 */
record OfflineValues(TrainingSetRequest request, TrainingSetPlan plan, List<@Nullable Object[]> rows) {

    /** A frame whose columns or features are called so is refused by name. */
    private static final String TIME = "granary__asked_at";

    private static final String ROW = "granary__row";

    /** @param scratch folder that is the caller's to delete */
    static OfflineValues of(
            Revision revision,
            AnswerGroup group,
            List<AskedFeature> features,
            ConsistencyRequest request,
            ConsistencyCheck.Engine engine,
            Path scratch) {
        TrainingSetRequest asked = engine.prepare(request(revision, group, features, request, scratch));
        TrainingSetPlan plan = TrainingSetPlan.of(asked);
        LocalEngineConfig tables = LocalEngineConfig.of(scratch.resolve("tables"));
        writeFrame(tables, Path.of(asked.entities()), group, plan);
        TrainingSetManifest manifest = engine.build(asked);
        List<Path> files = manifest.files().stream()
                .map(file -> asked.output().resolve(file.path()))
                .toList();
        return new OfflineValues(
                asked, plan, read(tables, files, plan, group.rows().size()));
    }

    private static TrainingSetRequest request(
            Revision revision,
            AnswerGroup group,
            List<AskedFeature> features,
            ConsistencyRequest request,
            Path scratch) {
        Map<String, FeatureSelection> distinct = new LinkedHashMap<>();
        features.stream()
                .filter(feature -> feature.skipped() == null)
                .forEach(feature -> distinct.putIfAbsent(feature.fullName(), feature.selection()));
        TrainingSetRequest.Builder builder = TrainingSetRequest.builder(revision)
                .repository(request.repository())
                .entities(scratch.resolve("asked.parquet"))
                .eventTimestamp(TIME)
                .output(scratch.resolve("set"));
        String service = group.question().service();
        if (service == null) {
            distinct.values().forEach(builder::features);
        } else {
            builder.service(service, List.copyOf(distinct.values()));
        }
        if (request.archive() != null) {
            builder.archive(request.archive());
        }
        return builder.build();
    }

    private static void writeFrame(LocalEngineConfig tables, Path file, AnswerGroup group, TrainingSetPlan plan) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(TIME, ScalarType.TIMESTAMP));
        columns.add(new Column(ROW, ScalarType.INT64));
        plan.frameColumns().forEach((name, type) -> columns.add(new Column(name, type)));
        int[] places = columns.stream()
                .skip(2)
                .mapToInt(column -> place(group, column.name()))
                .toArray();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (AnswerGroup.AskedRow asked : group.rows()) {
            @Nullable Object[] row = new @Nullable Object[columns.size()];
            row[0] = EpochMicros.toInstant(asked.timeMicros());
            row[1] = (long) rows.size();
            for (int i = 0; i < places.length; i++) {
                row[2 + i] = asked.entity()[places[i]];
            }
            rows.add(row);
        }
        TypedParquet.write(tables, file, columns, rows);
    }

    private static int place(AnswerGroup group, String column) {
        int place = group.question().columns().indexOf(column);
        if (place < 0) {
            throw GranaryException.invalid(
                    "answers of revision " + group.question().revision(),
                    group.question().columns(),
                    "a column '" + column + "'");
        }
        return place;
    }

    private static List<@Nullable Object[]> read(
            LocalEngineConfig tables, List<Path> files, TrainingSetPlan plan, int rows) {
        List<Column> columns = new ArrayList<>(List.of(new Column(ROW, ScalarType.INT64)));
        for (PlannedFeature feature : plan.features()) {
            columns.add(new Column(feature.fullName(), feature.feature().type()));
        }
        @Nullable Object[][] read = new @Nullable Object[rows][];
        TypedParquet.read(tables, files, columns, values -> {
            if (values[0] instanceof Long row) {
                read[row.intValue()] = values;
            }
        });
        List<@Nullable Object[]> all = Arrays.asList(read);
        if (all.contains(null)) {
            throw new IllegalStateException("a training set has every row of its frame");
        }
        return all;
    }

    /** The value of a feature of the plan. */
    @Nullable
    Object value(int row, int feature) {
        return rows.get(row)[feature + 1];
    }

    /** The place of a feature among the plan's. */
    int indexOf(AskedFeature asked) {
        for (int i = 0; i < plan.features().size(); i++) {
            if (plan.features().get(i).fullName().equals(asked.fullName())) {
                return i;
            }
        }
        throw new IllegalStateException("every feature that is compared was asked for: " + asked.fullName());
    }
}
