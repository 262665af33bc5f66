package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.engine.process.OfflineJobJson;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request of a backfill as it travels to Spark's tasks. */
final class BackfillTask implements Serializable {

    private static final long serialVersionUID = 1;

    private final byte[] job;
    private transient @Nullable BackfillRequest request;

    BackfillTask(BackfillRequest request) {
        this.job = OfflineJobJson.encode(new OfflineJob.Backfill(request));
    }

    BackfillRequest request() {
        if (request == null) {
            request = ((OfflineJob.Backfill) OfflineJobJson.decode(job)).request();
        }
        return request;
    }

    /** The views in the order asked. */
    List<FeatureView> views() {
        return request().views().stream()
                .map(view -> request().revision().definitions().featureView(view.view()))
                .toList();
    }
}
