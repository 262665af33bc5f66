package io.granary.ingestion.push;

import io.granary.core.GranaryException;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewGeneration;
import io.granary.core.definition.ViewState;
import io.granary.registry.client.ProjectRollout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the generations of one view that a rollout keeps up to date, as ingestion does. Used once. */
final class ViewGenerations {

    private final ProjectRollout rollout;
    private final FeatureView view;
    private final int maxRowBytes;
    private final List<ViewOutput> needed = new ArrayList<>();
    private final List<ViewOutput> kept = new ArrayList<>();

    ViewGenerations(ProjectRollout rollout, FeatureView view, int maxRowBytes) {
        this.rollout = rollout;
        this.view = view;
        this.maxRowBytes = maxRowBytes;
    }

    /** @throws GranaryException (UNPROCESSABLE) when the columns that the view reads are not known */
    ViewTarget compile() {
        Revision newest = rollout.rollout().written(rollout.newest());
        ViewState state = newest.viewState(view.name());
        needed.add(output(newest, view));
        Set<String> earlier = new HashSet<>();
        state.retired().forEach(retired -> earlier.add(retired.field(view.name())));
        for (ViewGeneration generation : rollout.rollout().generations().values()) {
            if (earlier.contains(generation.field()) && generation.state().isWritten()) {
                addEarlier(generation);
            }
        }
        return new ViewTarget(needed, kept, source(newest, view).eventTimestamp());
    }

    private void addEarlier(ViewGeneration generation) {
        Revision revision = rollout.rollout().written(rollout.revisionOf(generation));
        FeatureView earlier = revision.onlineFields().get(generation.field());
        if (earlier != null) {
            (generation.state() == GenerationState.RETIRED ? kept : needed).add(output(revision, earlier));
        }
    }

    private ViewOutput output(Revision revision, FeatureView generation) {
        DataSource source = source(revision, generation);
        if (source.schema() != null) {
            return ViewOutput.compile(revision, generation, source.schema(), maxRowBytes);
        }
        try {
            return ViewOutput.compile(revision, generation, ImpliedColumns.of(revision, generation), maxRowBytes);
        } catch (GranaryException e) {
            throw Targets.refused(
                    generation.name(),
                    "batch source '" + source.name()
                            + "' has no schema, and what the view computes does not imply one (" + e.getMessage()
                            + "); give the source a schema");
        }
    }

    private static DataSource source(Revision revision, FeatureView generation) {
        return revision.definitions().source(generation.source());
    }
}
