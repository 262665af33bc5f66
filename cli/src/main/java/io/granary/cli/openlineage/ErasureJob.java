package io.granary.cli.openlineage;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.ingestion.BatchSourceErasure;
import io.granary.ingestion.ErasureConfig;
import io.granary.ingestion.ErasureReceipt;
import io.granary.offline.engine.plan.SourceAtRest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An erasure of one entity, as lineage knows it: the files that it reads and writes again, and the views that lose rows. It
 * says of what kind the entity is, and never which one.
 */
public final class ErasureJob {

    private final LineageJob job;

    private ErasureJob(LineageJob job) {
        this.job = job;
    }

    /** @param revision whose views lose rows */
    public static ErasureJob of(Revision revision, Entity entity, ErasureConfig config) {
        Definitions definitions = revision.definitions();
        List<FeatureView> views = definitions.all(FeatureView.class).stream()
                .filter(view -> definitions.joinKeys(view).containsAll(entity.joinKeys()))
                .toList();
        Set<JobData> files = files(revision, views, config);
        List<JobData> outputs = new ArrayList<>();
        views.forEach(view -> outputs.add(JobData.view(revision, view.name())));
        outputs.addAll(files);
        return new ErasureJob(LineageJob.of(revision, "erase." + entity.name(), List.copyOf(files), outputs));
    }

    private static Set<JobData> files(Revision revision, List<FeatureView> views, ErasureConfig config) {
        Set<JobData> files = new LinkedHashSet<>();
        for (FeatureView view : views) {
            StreamSource stream = revision.definitions().source(view.source()).findStream(revision.project());
            if (stream != null && config.archive() != null) {
                files.add(JobData.archive(config.archive(), stream.topic()));
            }
        }
        BatchSourceErasure sources = config.sources();
        if (sources != null) {
            files.addAll(tables(revision, views, sources.repository()));
        }
        if (config.answers() != null) {
            files.add(JobData.answers(config.answers()));
        }
        return files;
    }

    private static List<JobData> tables(Revision revision, List<FeatureView> views, Path repository) {
        return views.stream()
                .map(view -> SourceAtRest.of(revision, view).table())
                .flatMap(Stream::ofNullable)
                .filter(BatchSource::isParquetOnDisk)
                .map(table -> JobData.table(table, repository))
                .toList();
    }

    /**
     * Does it and tells of it.
     *
     * @throws GranaryException whatever happens, and with no value of a join key in its message
     */
    public ErasureReceipt tell(LineageTarget target, Supplier<ErasureReceipt> work) {
        return target.tell(job, () -> withoutNames(work));
    }

    /** What nobody has foreseen may say of whom it was about: its kind is all that is told. */
    private static ErasureReceipt withoutNames(Supplier<ErasureReceipt> work) {
        try {
            return work.get();
        } catch (GranaryException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new GranaryException(
                    ErrorCode.INTERNAL,
                    "Cannot erase the entity: " + e.getClass().getName(),
                    e);
        }
    }
}
