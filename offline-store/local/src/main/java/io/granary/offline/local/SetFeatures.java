package io.granary.offline.local;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.type.DataType;
import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The features of the output: where their values are, and how many rows have which status. */
final class SetFeatures {

    /** Holds in its one row what stands for values that are not found. */
    static final String DEFAULTS = "defaults";

    private final Database database;
    private final TrainingSetPlan plan;
    private final LocalLabels labels;
    private final boolean usesDefaults;
    private final long rows;

    SetFeatures(Database database, TrainingSetRequest request, TrainingSetPlan plan, LocalLabels labels, long rows) {
        this.labels = labels;
        this.database = database;
        this.plan = plan;
        this.rows = rows;
        usesDefaults = request.onMissing() == OnMissing.DEFAULT;
    }

    /** @param onDemand counts of statuses by view and feature */
    List<SetColumn> columns(List<List<Map<FeatureStatus, Long>>> onDemand) {
        createDefaults();
        List<SetColumn> columns = new ArrayList<>();
        for (int i = 0; i < plan.features().size(); i++) {
            PlannedFeature feature = plan.features().get(i);
            columns.add(column(i, feature, onDemand));
        }
        return columns;
    }

    private SetColumn column(int position, PlannedFeature feature, List<List<Map<FeatureStatus, Long>>> onDemand) {
        if (feature instanceof PlannedFeature.Status status) {
            return label(status, "row", labels.status(status));
        }
        if (feature instanceof PlannedFeature.Stored stored) {
            String name = "f" + stored.column();
            return plan.isLabel(stored)
                    ? label(stored, name, "a" + stored.role() + "." + name)
                    : column(position, stored);
        }
        return column(position, (PlannedFeature.OnDemand) feature, onDemand);
    }

    private SetColumn label(PlannedFeature feature, String counted, String sql) {
        int role = feature instanceof PlannedFeature.Stored stored
                ? stored.role()
                : ((PlannedFeature.Status) feature).role();
        long[] found = database.numbers("SELECT count(*), count(" + counted + ") FROM "
                + RoleTables.of(role).answers());
        boolean isStatus = feature instanceof PlannedFeature.Status;
        return new SetColumn(
                new TrainingSetColumn(
                        feature.fullName(),
                        feature.feature().type().text(),
                        TrainingSetColumn.Origin.LABEL,
                        isStatus ? 0 : rows - found[1],
                        labels.statuses(rows, found[0], found[1]),
                        null),
                sql);
    }

    private void createDefaults() {
        Map<String, DataType> types = new LinkedHashMap<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < plan.features().size(); i++) {
            types.put("d" + i, plan.features().get(i).feature().type());
            values.add(plan.features().get(i).feature().defaultValue());
        }
        try (Filling defaults = Filling.create(database, DEFAULTS, types)) {
            defaults.add(values.toArray());
        } catch (SQLException e) {
            throw Database.failed(e);
        }
    }

    private SetColumn column(int position, PlannedFeature.Stored feature) {
        RoleTables tables = RoleTables.of(feature.role());
        String name = "f" + feature.column();
        long[] found = database.numbers("SELECT count(*), count(" + name + "), (SELECT count(*) FROM " + tables.tooOld()
                + ") FROM " + tables.answers());
        Map<String, Long> statuses = new TreeMap<>();
        put(statuses, FeatureStatus.PRESENT, found[1]);
        put(statuses, FeatureStatus.NULL_VALUE, found[0] - found[1]);
        put(statuses, FeatureStatus.OUTSIDE_MAX_AGE, found[2]);
        put(statuses, FeatureStatus.NOT_FOUND, rows - found[0] - found[2]);
        String value = "a" + feature.role() + "." + name;
        String sql = hasDefault(feature.feature())
                ? "CASE WHEN a" + feature.role() + ".row IS NULL AND f.rowid NOT IN (SELECT row FROM " + tables.tooOld()
                        + ") THEN d.d" + position + " ELSE " + value + " END"
                : value;
        return column(feature, sql, statuses);
    }

    private SetColumn column(
            int position, PlannedFeature.OnDemand feature, List<List<Map<FeatureStatus, Long>>> onDemand) {
        Map<String, Long> statuses = new TreeMap<>();
        onDemand.get(feature.view()).get(feature.position()).forEach((status, count) -> put(statuses, status, count));
        String value = "o" + feature.view() + ".f" + feature.position();
        String sql = hasDefault(feature.feature())
                ? "CASE WHEN o" + feature.view() + ".s" + feature.position() + " = "
                        + Sql.text(FeatureStatus.NOT_FOUND.name()) + " THEN d.d" + position + " ELSE " + value + " END"
                : value;
        return column(feature, sql, statuses);
    }

    private SetColumn column(PlannedFeature feature, String sql, Map<String, Long> statuses) {
        long present = statuses.getOrDefault(FeatureStatus.PRESENT.name(), 0L);
        long defaults = hasDefault(feature.feature()) ? statuses.getOrDefault(FeatureStatus.NOT_FOUND.name(), 0L) : 0;
        return new SetColumn(
                new TrainingSetColumn(
                        feature.fullName(),
                        feature.feature().type().text(),
                        TrainingSetColumn.Origin.FEATURE,
                        rows - present - defaults,
                        statuses,
                        null),
                sql);
    }

    private boolean hasDefault(Feature feature) {
        return usesDefaults && feature.defaultValue() != null;
    }

    private static void put(Map<String, Long> statuses, FeatureStatus status, long count) {
        if (count > 0) {
            statuses.put(status.name(), count);
        }
    }
}
