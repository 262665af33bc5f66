package io.granary.online.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Revision;
import java.util.Set;

/** The plans of one revision, each compiled when first asked for and then kept, up to a bound. Safe for threads. */
final class Plans {

    private static final int MAX_PLANS = 1_000;

    private final RevisionContext context;
    private final Cache<FeatureQuery, RetrievalPlan> plans =
            Caffeine.newBuilder().maximumSize(MAX_PLANS).build();

    private final RequestShapes shapes = new RequestShapes();

    Plans(RevisionContext context) {
        this.context = context;
    }

    RevisionContext context() {
        return context;
    }

    Revision revision() {
        return context.revision();
    }

    RetrievalPlan plan(FeatureQuery query) {
        return plans.get(query, this::compile);
    }

    private RetrievalPlan compile(FeatureQuery query) {
        RetrievalPlan plan = new PlanCompiler(context, query).compile();
        context.metrics().planCompiled();
        return plan;
    }

    /** What requests ask of this revision, by their bytes. */
    RequestShapes shapes() {
        return shapes;
    }

    Set<FeatureQuery> queries() {
        return Set.copyOf(plans.asMap().keySet());
    }

    /** Compiles what is likely to be asked: every feature service, and what was asked of another revision. */
    void warmUp(Set<FeatureQuery> queries) {
        for (FeatureService service : context.definitions().all(FeatureService.class)) {
            tryPlan(FeatureQuery.ofService(service.name(), FeatureNames.FULL));
        }
        queries.forEach(this::tryPlan);
    }

    /** A query that this revision cannot answer is refused when it is asked. */
    private void tryPlan(FeatureQuery query) {
        try {
            plan(query);
        } catch (GranaryException ignored) {
            plans.invalidate(query);
        }
    }
}
