package io.granary.online.serving;

import io.granary.http.StrictJson;
import io.granary.http.access.Action;
import io.granary.http.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests in Feast's JSON and plans them. All bytes of a request but its entities are read strictly once; a request
 * that has the same ones again, and entities in the usual form, is not parsed. Safe for threads.
 */
final class FeatureRequestReader {

    private final OnlineFeatures features;
    private final OnlineServingConfig limits;

    FeatureRequestReader(OnlineFeatures features, OnlineServingConfig limits) {
        this.features = features;
        this.limits = limits;
    }

    /**
     * Reads a request.
     *
     * @throws io.granary.core.GranaryException naming what is wrong with it; (PERMISSION_DENIED) before it tells whether what
     *     the caller may not read exists
     */
    FeatureRequest read(Caller caller, String project, byte[] body) {
        Plans plans = features.findPlans(project);
        ScannedRequest scanned = plans == null ? null : ScannedRequest.of(body, limits.maxRows());
        FeatureRequest known = plans == null || scanned == null ? null : find(caller, project, plans, scanned);
        if (known != null) {
            return known;
        }
        FeastRequest asked = StrictJson.read(body, new FeastRequestReader(limits));
        caller.requireEach(Action.READ_ONLINE, project, asked.query().targets());
        RetrievalPlan plan = plans == null ? features.plan(project, asked.query()) : plans.plan(asked.query());
        limits.requireFeatures(plan.features().size());
        if (plans != null && scanned != null && scanned.entities().isSameAs(asked.entities())) {
            plans.shapes().add(scanned, plan);
        }
        return FeatureRequest.of(plan, asked.entities());
    }

    private static @Nullable FeatureRequest find(Caller caller, String project, Plans plans, ScannedRequest scanned) {
        RetrievalPlan plan = plans.shapes().find(scanned);
        if (plan == null) {
            return null;
        }
        caller.requireEach(Action.READ_ONLINE, project, plan.targets());
        return FeatureRequest.of(plan, scanned.entities());
    }
}
