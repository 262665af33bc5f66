package io.granary.serving.runtime;

import io.granary.core.GranaryException;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.online.serving.FeatureNames;
import io.granary.online.serving.FeatureQuery;
import io.granary.online.serving.OnlineFeatures;
import io.granary.online.serving.RetrievalPlan;
import io.granary.serving.plan.ModelRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the table of a revision: models that did not change are taken over, the others loaded. May take long. */
final class ModelTableLoader {

    private static final Logger log = LoggerFactory.getLogger(ModelTableLoader.class);

    private final ModelRuntime runtime;
    private final ModelFiles files;
    private final OnlineFeatures features;

    ModelTableLoader(ModelRuntime runtime, ModelFiles files, OnlineFeatures features) {
        this.runtime = runtime;
        this.files = files;
        this.features = features;
    }

    /** @param previous stays as it is */
    ModelTable load(Revision revision, ModelTable previous) {
        List<SharedModel> loaded = new ArrayList<>();
        List<ServedModel> models = new ArrayList<>();
        for (Model model : revision.definitions().all(Model.class)) {
            models.add(load(revision, model, previous, loaded));
        }
        ModelTable table = new ModelTable(revision, models);
        loaded.forEach(model -> model.lease().leave());
        logNewFailures(table, previous);
        return table;
    }

    private static void logNewFailures(ModelTable table, ModelTable previous) {
        Map<String, String> known = previous.failures();
        table.failures().forEach((version, reason) -> {
            if (!reason.equals(known.get(version))) {
                log.warn("Model version {} is not ready: {}", version, reason);
            }
        });
    }

    private ServedModel load(Revision revision, Model model, ModelTable previous, List<SharedModel> loaded) {
        Map<String, ServedVersion> ready = new HashMap<>();
        Map<String, String> failures = new HashMap<>();
        for (ModelVersion version : model.versions()) {
            try {
                RetrievalPlan retrieval =
                        features.plan(revision, FeatureQuery.ofService(model.service(), FeatureNames.FULL));
                SharedModel shared = share(model, version, previous, loaded);
                ready.put(version.version(), ServedVersion.of(model, version, retrieval, shared));
            } catch (GranaryException e) {
                failures.put(version.version(), String.valueOf(e.getMessage()));
            }
        }
        return new ServedModel(model, ready, failures);
    }

    private SharedModel share(Model model, ModelVersion version, ModelTable previous, List<SharedModel> loaded) {
        SharedModel known = previous.findShared(model.name(), version.version());
        if (known != null && known.serves(model, version)) {
            return known;
        }
        SharedModel fresh = new SharedModel(
                version, model.outputs(), runtime.load(version, model.outputs(), files.resolve(version.uri())));
        loaded.add(fresh);
        log.info("Model {} version {} is loaded", model.name(), version.version());
        return fresh;
    }
}
