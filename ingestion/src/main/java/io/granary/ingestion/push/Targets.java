package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Revision;
import io.granary.core.definition.View;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.RolloutSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds and compiles what the names of requests mean by the newest rollout, once for each. Safe for threads. */
final class Targets {

    private final RolloutSource rollouts;
    private final int maxRowBytes;
    private volatile Compiled compiled;

    Targets(RolloutSource rollouts, int maxRowBytes) {
        this.rollouts = rollouts;
        this.maxRowBytes = maxRowBytes;
        this.compiled = new Compiled(rollouts.current());
    }

    private record Compiled(ProjectRollout rollout, Map<String, SourceTarget> sources, Map<String, ViewTarget> views) {

        Compiled(ProjectRollout rollout) {
            this(rollout, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    /** @throws GranaryException (UNPROCESSABLE, as in Feast) when there is no such push source */
    SourceTarget source(String name) {
        Compiled now = current();
        return now.sources()
                .computeIfAbsent(name, key -> compileSource(now.rollout().newest(), key));
    }

    /** @throws GranaryException NOT_FOUND when there is no such view, UNPROCESSABLE when its rows cannot be written */
    ViewTarget view(String name) {
        Compiled now = current();
        return now.views().computeIfAbsent(name, key -> compileView(now.rollout(), key));
    }

    private Compiled current() {
        ProjectRollout rollout = rollouts.current();
        Compiled known = compiled;
        if (known.rollout().rollout().version() == rollout.rollout().version()) {
            return known;
        }
        Compiled fresh = new Compiled(rollout);
        compiled = fresh;
        return fresh;
    }

    private SourceTarget compileSource(Revision revision, String name) {
        Definition found = revision.definitions().find(Kind.PUSH_SOURCE, name);
        if (found instanceof PushSource source) {
            return SourceTarget.compile(revision, source, maxRowBytes);
        }
        String reason = found == null
                ? "push source: '" + name + "' does not exist"
                        + suggestion(name, names(revision.definitions(), PushSource.class))
                : "push source: '" + name + "' (expected: a PushSource, not a "
                        + found.kind().text() + ")";
        throw new GranaryException(ErrorCode.UNPROCESSABLE, reason);
    }

    private ViewTarget compileView(ProjectRollout rollout, String name) {
        Definitions definitions = rollout.newest().definitions();
        Definition found = definitions.find(Kind.FEATURE_VIEW, name);
        if (found == null) {
            throw new GranaryException(
                    ErrorCode.NOT_FOUND,
                    "feature view: '" + name + "' does not exist" + suggestion(name, names(definitions, View.class)));
        }
        if (found instanceof OnDemandFeatureView) {
            throw refused(name, "its features are computed when they are asked for");
        }
        FeatureView view = definitions.featureView(name);
        if (!view.online()) {
            throw refused(name, "it is not online (online: false)");
        }
        if (!view.aggregations().isEmpty()) {
            throw refused(name, "its windows are computed from events, not written");
        }
        return new ViewGenerations(rollout, view, maxRowBytes).compile();
    }

    static GranaryException refused(String view, String reason) {
        return new GranaryException(
                ErrorCode.UNPROCESSABLE, "Cannot write rows of feature view '" + view + "': " + reason);
    }

    private static List<String> names(Definitions definitions, Class<? extends Definition> type) {
        return definitions.all(type).stream().map(Definition::name).toList();
    }

    private static String suggestion(String name, List<String> names) {
        String suggestion = Suggestions.of(name, names);
        return suggestion == null ? "" : "; " + suggestion;
    }
}
