package io.granary.online.serving;

import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.online.serving.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A feature query compiled against one revision: which rows to read, where each feature comes from, what is computed.
 * Immutable and safe for threads; holds good as long as a caller keeps it, whatever revisions follow.
 */
public final class RetrievalPlan {

    private final Revision revision;
    private final FeatureQuery query;
    private final List<String> targets;
    private final OnMissing onMissing;
    private final RequestNames requestNames;
    private final List<RequestColumn> requestColumns;
    private final List<EntityGroup> groups;
    private final List<EntityRole> roles;
    private final List<OnDemandView> onDemandViews;
    private final List<PlannedFeature> plannedFeatures;
    private final List<Column> features;
    private final byte[] featureNames;
    private final List<byte[]> requestColumnNames;
    private final ViewVersions versions;
    private final Timelines timelines;
    private final double loggingSample;

    RetrievalPlan(
            Revision revision,
            FeatureQuery query,
            OnMissing onMissing,
            RequestNames requestNames,
            List<RequestColumn> requestColumns,
            List<EntityGroup> groups,
            List<EntityRole> roles,
            List<OnDemandView> onDemandViews,
            List<PlannedFeature> plannedFeatures,
            ViewVersions versions) {
        this.revision = revision;
        this.query = query;
        this.targets = query.targets();
        this.onMissing = onMissing;
        this.requestNames = requestNames;
        this.requestColumns = List.copyOf(requestColumns);
        this.groups = List.copyOf(groups);
        this.roles = List.copyOf(roles);
        this.onDemandViews = List.copyOf(onDemandViews);
        this.plannedFeatures = List.copyOf(plannedFeatures);
        this.features = plannedFeatures.stream().map(PlannedFeature::column).toList();
        this.featureNames =
                JsonBuffer.strings(features.stream().map(Column::name).toList());
        this.requestColumnNames = requestColumns.stream()
                .map(column -> column.name().getBytes(StandardCharsets.UTF_8))
                .toList();
        this.versions = versions;
        this.timelines = Timelines.of(plannedFeatures);
        this.loggingSample = query.service() == null
                ? 0
                : revision.definitions().service(query.service()).loggingSample();
    }

    public Revision revision() {
        return revision;
    }

    public FeatureQuery query() {
        return query;
    }

    /** See {@link FeatureQuery#targets()}. */
    List<String> targets() {
        return targets;
    }

    /** Names and types of the answer's features, in the order asked. */
    public List<Column> features() {
        return features;
    }

    /** What a request must bring: join keys under the names of their roles, and request fields. */
    public List<Column> requestColumns() {
        return requestColumns.stream().map(RequestColumn::column).toList();
    }

    /** The share of answers that the service wants to be logged; 0 when it does not say, or features were asked for. */
    double loggingSample() {
        return loggingSample;
    }

    OnMissing onMissing() {
        return onMissing;
    }

    RequestNames requestNames() {
        return requestNames;
    }

    List<RequestColumn> boundColumns() {
        return requestColumns;
    }

    List<EntityGroup> groups() {
        return groups;
    }

    List<EntityRole> roles() {
        return roles;
    }

    EntityGroup groupOf(int role) {
        return groups.get(roles.get(role).group());
    }

    List<OnDemandView> onDemandViews() {
        return onDemandViews;
    }

    /** Names of the views that on-demand features are computed from. */
    List<String> inputViews() {
        return onDemandViews.stream()
                .flatMap(view -> view.computation().view().inputs().stream())
                .map(FeatureSelection::view)
                .distinct()
                .toList();
    }

    List<PlannedFeature> plannedFeatures() {
        return plannedFeatures;
    }

    /** The index of the request column of that name, or -1 when the plan needs none. */
    int indexOfRequestColumn(String name) {
        for (int i = 0; i < requestColumns.size(); i++) {
            if (requestColumns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The index of a request column that was asked under its name, or -1 when the plan needs none. */
    int indexOfRequestColumn(ScannedColumn scanned) {
        for (int i = 0; i < requestColumnNames.size(); i++) {
            if (scanned.isNamed(requestColumnNames.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The features' names as an answer lists them, in JSON. */
    byte[] featureNames() {
        return featureNames;
    }

    /** What the answer tells of the versions of its views. */
    ViewVersions versions() {
        return versions;
    }

    /** The number of the feature's event timestamps, which features in the same rows share. */
    int timeline(int feature) {
        return timelines.of(feature);
    }

    /** How many different event timestamps the features have. */
    int timelines() {
        return timelines.count();
    }
}
