package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.engine.process.OfflineJobJson;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request of a materialization as it travels to Spark's tasks. */
final class MaterializationTask implements Serializable {

    private static final long serialVersionUID = 1;

    private final byte[] job;
    private final ErasedRows erased;
    private transient @Nullable MaterializationRequest request;

    MaterializationTask(MaterializationRequest request, ErasedRows erased) {
        this.job = OfflineJobJson.encode(new OfflineJob.Materialization(request));
        this.erased = erased;
    }

    ErasedRows erased() {
        return erased;
    }

    MaterializationRequest request() {
        if (request == null) {
            request = ((OfflineJob.Materialization) OfflineJobJson.decode(job)).request();
        }
        return request;
    }

    /** The views in the order asked. */
    List<FeatureView> views() {
        return request().views().stream()
                .map(name -> request().revision().definitions().featureView(name))
                .toList();
    }
}
