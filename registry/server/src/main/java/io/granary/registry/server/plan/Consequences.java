package io.granary.registry.server.plan;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.View;
import io.granary.core.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a change does to those who depend on it: services that lose features, models that lose inputs. */
final class Consequences {

    private final Revision base;
    private final Revision next;
    private final List<String> sentences = new ArrayList<>();

    private Consequences(Revision base, Revision next) {
        this.base = base;
        this.next = next;
    }

    static List<String> of(Revision base, Revision next) {
        Consequences consequences = new Consequences(base, next);
        base.definitions().all(FeatureService.class).forEach(consequences::addService);
        next.definitions().all(FeatureService.class).forEach(consequences::addRebuilt);
        next.definitions().all(Model.class).forEach(consequences::addModel);
        return consequences.sentences;
    }

    private void addService(FeatureService before) {
        if (!(next.definitions().find(Kind.FEATURE_SERVICE, before.name()) instanceof FeatureService after)) {
            sentences.add("Service '" + before.name() + "' goes: requests for it will be refused");
            return;
        }
        Map<String, DataType> old = features(base.definitions(), before);
        Map<String, DataType> current = features(next.definitions(), after);
        old.forEach((name, type) -> addFeature(before.name(), name, type, current.get(name)));
    }

    private void addFeature(String service, String feature, DataType before, @Nullable DataType after) {
        if (after == null) {
            sentences.add("Service '" + service + "' loses feature '" + feature + "'");
        } else if (!after.equals(before)) {
            sentences.add("Service '" + service + "' gives feature '" + feature + "' as " + after.text()
                    + ", no longer " + before.text());
        }
    }

    private void addRebuilt(FeatureService service) {
        for (String view : new TreeSet<>(plainViews(service))) {
            if (Planner.isRebuilt(base, next, view)) {
                sentences.add("Service '" + service.name() + "' reads view '" + view
                        + "' in a new generation, which has no values until it is filled");
            }
        }
    }

    private void addModel(Model model) {
        if (!(next.definitions().find(Kind.FEATURE_SERVICE, model.service()) instanceof FeatureService service)) {
            return;
        }
        Map<String, DataType> given = features(next.definitions(), service);
        for (ModelVersion version : model.versions()) {
            List<String> missing = new ArrayList<>(version.inputs());
            missing.removeAll(given.keySet());
            if (!missing.isEmpty()) {
                sentences.add("Model '" + model.name() + "' version " + version.version()
                        + " cannot be served: service '" + service.name() + "' does not give " + missing);
            }
        }
    }

    private List<String> plainViews(FeatureService service) {
        List<String> views = new ArrayList<>();
        for (FeatureSelection selection : service.features()) {
            views.add(selection.view());
            if (next.definitions().find(Kind.FEATURE_VIEW, selection.view()) instanceof OnDemandFeatureView onDemand) {
                onDemand.inputs().forEach(input -> views.add(input.view()));
            }
        }
        return views;
    }

    /** Full name to type, of all that a service gives. */
    private static Map<String, DataType> features(Definitions definitions, FeatureService service) {
        Map<String, DataType> features = new LinkedHashMap<>();
        for (FeatureSelection selection : service.features()) {
            View view = definitions.view(selection.view());
            for (Feature feature : view.features()) {
                if (selection.features().isEmpty() || selection.features().contains(feature.name())) {
                    features.put(selection.fullName(feature.name()), feature.type());
                }
            }
        }
        return features;
    }
}
