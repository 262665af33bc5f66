package io.granary.cli.openlineage;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked of an offline engine, as lineage knows it before it runs. */
final class EngineJobs {

    private EngineJobs() {}

    /** @throws io.granary.core.GranaryException when the request names what is not defined */
    static LineageJob of(TrainingSetRequest request) {
        List<JobData> inputs = new ArrayList<>(List.of(JobData.place(request.entities())));
        inputs.addAll(sources(request));
        return LineageJob.of(
                request.revision(), "training-set." + name(request), inputs, List.of(JobData.output(request)));
    }

    private static String name(TrainingSetRequest request) {
        if (request.service() != null) {
            return request.service();
        }
        return request.table() == null ? String.valueOf(request.output().getFileName()) : request.table();
    }

    /** What features of a training set come from. */
    static List<JobData> sources(TrainingSetRequest request) {
        return sources(
                request.revision(),
                request.repository(),
                request.archive(),
                TrainingSetPlan.of(request).views());
    }

    static LineageJob of(MaterializationRequest request) {
        return ofViews("materialize", request.revision(), request.repository(), null, request.views());
    }

    static LineageJob of(BackfillRequest request) {
        List<String> views =
                request.views().stream().map(BackfillRequest.BackfillView::view).toList();
        return ofViews("backfill", request.revision(), request.repository(), request.archive(), views);
    }

    private static LineageJob ofViews(
            String name, Revision revision, Path repository, @Nullable EventArchive archive, List<String> names) {
        Definitions definitions = revision.definitions();
        List<FeatureView> views = names.stream().map(definitions::featureView).toList();
        return LineageJob.of(
                revision,
                name,
                sources(revision, repository, archive, views),
                names.stream().map(view -> JobData.view(revision, view)).toList());
    }

    private static List<JobData> sources(
            Revision revision, Path repository, @Nullable EventArchive archive, Iterable<FeatureView> views) {
        Set<JobData> sources = new LinkedHashSet<>();
        for (FeatureView view : views) {
            DataSource source = revision.definitions().source(view.source());
            StreamSource stream = source.findStream(revision.project());
            BatchSource table = findTable(revision.definitions(), source, stream);
            if (table != null) {
                sources.add(JobData.table(table, repository));
            }
            if (stream != null && archive != null) {
                sources.add(JobData.archive(archive.folder(), stream.topic()));
            }
        }
        return List.copyOf(sources);
    }

    /** The source itself, or the history of its stream. */
    private static @Nullable BatchSource findTable(
            Definitions definitions, DataSource source, @Nullable StreamSource stream) {
        DataSource past = stream == null || stream.history() == null
                ? source
                : definitions.source(stream.history().source());
        return past instanceof BatchSource table ? table : null;
    }
}
