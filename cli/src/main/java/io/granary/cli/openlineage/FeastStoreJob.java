package io.granary.cli.openlineage;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.ingestion.feast.FeastStoreImport;
import io.granary.ingestion.feast.FeastStoreReport;
import java.util.List;

/** A copy of the rows of a Redis that Feast wrote, as lineage knows it. */
public final class FeastStoreJob {

    private final Revision revision;
    private final LineageJob begun;

    private FeastStoreJob(Revision revision, LineageJob begun) {
        this.revision = revision;
        this.begun = begun;
    }

    public static FeastStoreJob of(Revision revision, FeastStoreImport.Source source) {
        List<JobData> views = revision.onlineFields().values().stream()
                .filter(view -> !view.isWindowed())
                .map(FeatureView::name)
                .map(view -> JobData.view(revision, view))
                .toList();
        JobData store = JobData.redis(source.redis().address(), source.project());
        return new FeastStoreJob(revision, LineageJob.of(revision, "import.feast-store", List.of(store), views));
    }

    public LineageJob begun() {
        return begun;
    }

    /** With the rows that were written. */
    public LineageJob ended(FeastStoreReport report) {
        return begun.withOutputs(report.views().entrySet().stream()
                .map(view -> JobData.view(revision, view.getKey())
                        .withRows(view.getValue().rows() - view.getValue().refused()))
                .toList());
    }
}
