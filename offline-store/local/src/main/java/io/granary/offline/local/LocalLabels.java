package io.granary.offline.local;

import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.LabelJoin;
import io.granary.offline.engine.LabelStatus;
import io.granary.offline.engine.TrainingSetRecipe;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.LabelViews;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import java.util.Map;
import java.util.TreeMap;

/** Tells entity rows whose label is known from those whose label is not known yet. */
final class LocalLabels {

    /** The {@code row} of each entity row whose label is not known yet. */
    static final String UNKNOWN = "unknown_labels";

    private final Database database;
    private final TrainingSetRequest request;
    private final TrainingSetPlan plan;
    private final TypedSources sources;
    private final LocalArchives archives;
    private long reachMicros;

    LocalLabels(
            Database database,
            TrainingSetRequest request,
            TrainingSetPlan plan,
            TypedSources sources,
            LocalArchives archives) {
        this.database = database;
        this.request = request;
        this.plan = plan;
        this.sources = sources;
        this.archives = archives;
    }

    /** Makes {@link #UNKNOWN} when a label is asked for; archives are open. */
    void find() {
        ViewRole role = plan.label();
        LabelJoin label = request.shape().label();
        if (role == null || label == null) {
            return;
        }
        SourceAtRest source = SourceAtRest.of(request.revision(), role.view());
        reachMicros = LabelViews.reachMicros(
                source, label.until(), archives.wholeMicros(source), () -> newestMicros(sources.of(role.view())));
        database.run("CREATE TABLE " + UNKNOWN + " AS SELECT row FROM " + FrameTable.PROBES + " WHERE moment + "
                + role.aheadMicros() + " > " + reachMicros);
    }

    /** What was asked, with the moment up to which labels are known. */
    TrainingSetRecipe recipe() {
        return plan.label() == null
                ? request.recipe()
                : request.recipe().withLabelUntil(EpochMicros.toInstant(reachMicros));
    }

    /** The status of an entity row's label, in the query of {@link SetRows}. */
    String status(PlannedFeature.Status status) {
        return "CASE WHEN f.rowid IN (SELECT row FROM " + UNKNOWN + ") THEN "
                + Sql.text(LabelStatus.NOT_YET_KNOWN.name())
                + " WHEN a" + status.role() + ".row IS NULL THEN " + Sql.text(LabelStatus.NOT_FOUND.name()) + " ELSE "
                + Sql.text(LabelStatus.PRESENT.name()) + " END";
    }

    /**
     * How many rows have which status.
     *
     * @param rows of the set
     * @param found with a row
     * @param values with a value in it
     */
    Map<String, Long> statuses(long rows, long found, long values) {
        long unknown = database.number("SELECT count(*) FROM " + UNKNOWN);
        Map<String, Long> statuses = new TreeMap<>();
        put(statuses, LabelStatus.PRESENT, values);
        put(statuses, LabelStatus.NULL_VALUE, found - values);
        put(statuses, LabelStatus.NOT_FOUND, rows - unknown - found);
        put(statuses, LabelStatus.NOT_YET_KNOWN, unknown);
        return statuses;
    }

    private static void put(Map<String, Long> statuses, LabelStatus status, long count) {
        if (count > 0) {
            statuses.put(status.name(), count);
        }
    }

    private long newestMicros(TypedSource source) {
        Knowledge knowledge = source.atRest().knowledge(request.knowledge());
        boolean isWritten = knowledge != Knowledge.EVENT_TIME && source.atRest().createdTimestamp() != null;
        String known =
                isWritten ? "greatest(" + TypedSource.EVENT + ", " + TypedSource.CREATED + ")" : TypedSource.EVENT;
        return database.number("SELECT coalesce(max(" + known + "), " + Long.MIN_VALUE + ") FROM " + source.name());
    }
}
