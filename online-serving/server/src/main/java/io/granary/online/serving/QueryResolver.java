package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureReference;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Revision;
import io.granary.core.definition.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the features that a query names, in the order asked; refuses names that cannot stand beside each other. */
final class QueryResolver {

    private final Revision revision;
    private final Definitions definitions;

    QueryResolver(Revision revision) {
        this.revision = revision;
        this.definitions = revision.definitions();
    }

    List<RequestedFeature> resolve(FeatureQuery query) {
        List<RequestedFeature> requested = new ArrayList<>();
        for (FeatureSelection selection : selections(query)) {
            addFeatures(selection, requested);
        }
        refuseClashes(requested, query.names());
        return requested;
    }

    private List<FeatureSelection> selections(FeatureQuery query) {
        if (query.service() != null) {
            return service(query.service()).features();
        }
        return query.features().stream()
                .map(FeatureReference::parse)
                .map(this::selection)
                .toList();
    }

    FeatureService service(String name) {
        if (definitions.find(Kind.FEATURE_SERVICE, name) instanceof FeatureService service) {
            return service;
        }
        throw Unknown.named("feature service", name, names(FeatureService.class));
    }

    private FeatureSelection selection(FeatureReference reference) {
        requireServed(reference);
        return reference.selection();
    }

    private void requireServed(FeatureReference reference) {
        if (reference.version() == null) {
            return;
        }
        if (!(view(reference.view()) instanceof FeatureView view)) {
            throw GranaryException.invalid(
                    "features", "'" + reference + "'", "no version, because nothing of an on-demand view is stored");
        }
        int served = ViewVersion.number(view.name(), revision);
        if (reference.version() != served) {
            throw new GranaryException(
                    ErrorCode.NOT_FOUND,
                    "features: '" + reference + "' (expected: " + view.name() + "@v" + served
                            + ", the version that is served)");
        }
    }

    private void addFeatures(FeatureSelection selection, List<RequestedFeature> requested) {
        View view = view(selection.view());
        if (selection.features().isEmpty()) {
            definitions
                    .features(view)
                    .forEach(feature -> requested.add(new RequestedFeature(selection, view, feature)));
            return;
        }
        for (String name : selection.features()) {
            requested.add(new RequestedFeature(selection, view, feature(view, name)));
        }
    }

    private View view(String name) {
        if (definitions.find(Kind.FEATURE_VIEW, name) instanceof View view) {
            return online(view);
        }
        throw Unknown.named("feature view", name, names(View.class));
    }

    private List<String> names(Class<? extends Definition> type) {
        return definitions.all(type).stream().map(Definition::name).toList();
    }

    private static View online(View view) {
        if (view instanceof FeatureView plain && !plain.online()) {
            throw GranaryException.invalid("features", "'" + view.name() + "'", "a feature view with online: true");
        }
        return view;
    }

    private Feature feature(View view, String name) {
        Feature feature = definitions.findFeature(view, name);
        if (feature == null) {
            throw Unknown.named(
                    "feature of view '" + view.name() + "'",
                    name,
                    definitions.features(view).stream().map(Feature::name).toList());
        }
        return feature;
    }

    private static void refuseClashes(List<RequestedFeature> requested, FeatureNames names) {
        Map<String, RequestedFeature> byName = new HashMap<>();
        for (RequestedFeature feature : requested) {
            String name = feature.name(names);
            RequestedFeature first = byName.putIfAbsent(name, feature);
            if (first != null) {
                throw clash(name, first, feature, names);
            }
        }
    }

    private static GranaryException clash(
            String name, RequestedFeature first, RequestedFeature second, FeatureNames names) {
        if (first.reference().equals(second.reference())) {
            return GranaryException.invalid("features", "'" + first.reference() + "' twice", "each feature once");
        }
        return GranaryException.invalid(
                "features",
                "'" + first.reference() + "' and '" + second.reference() + "' are both named '" + name + "'",
                names == FeatureNames.BARE ? "full_feature_names: true" : "roles of different names");
    }
}
