package io.granary.registry.server.plan;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Router;
import io.granary.core.definition.View;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.registry.client.Breakage;
import io.granary.registry.client.TypeChange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a change takes from those who use what is defined: services' callers, trained models, routes. */
final class Breakages {

    /** What requests name. Entities, sources at rest and experiments are named within the repository only. */
    private static final Set<Kind> NAMED_BY_REQUESTS = EnumSet.of(
            Kind.FEATURE_VIEW,
            Kind.ON_DEMAND_FEATURE_VIEW,
            Kind.FEATURE_SERVICE,
            Kind.MODEL,
            Kind.ROUTER,
            Kind.PUSH_SOURCE);

    private final Definitions base;
    private final Definitions next;
    private final Pairs pairs;
    private final List<Breakage> found = new ArrayList<>();
    /** The versions that cannot be served any more, by model. */
    private final Map<String, Set<ModelVersion>> lost = new HashMap<>();

    private Breakages(Definitions base, Definitions next, Pairs pairs) {
        this.base = base;
        this.next = next;
        this.pairs = pairs;
    }

    static List<Breakage> of(Definitions base, Definitions next, Pairs pairs) {
        Breakages breakages = new Breakages(base, next, pairs);
        base.all().stream().filter(pairs::isGone).forEach(breakages::addRemoved);
        next.all().forEach(breakages::addRenamed);
        next.all(View.class).forEach(breakages::addView);
        next.all(FeatureService.class).forEach(breakages::addService);
        next.all(Model.class).forEach(breakages::addModel);
        next.all(Router.class).forEach(breakages::addRouter);
        return breakages.found;
    }

    private void addRemoved(Definition definition) {
        Definition stillThere = next.find(definition.kind(), definition.name());
        if (NAMED_BY_REQUESTS.contains(definition.kind()) && stillThere == null) {
            found.add(new Breakage.Removed(definition.kind(), definition.name()));
        }
    }

    private void addRenamed(Definition after) {
        Definition before = pairs.before(after);
        if (before == null || before.name().equals(after.name())) {
            return;
        }
        if (NAMED_BY_REQUESTS.contains(after.kind())) {
            found.add(new Breakage.Renamed(after.kind(), after.name(), before.name()));
        }
    }

    private void addView(View after) {
        if (!(before(after) instanceof View before)) {
            return;
        }
        compare(after, Signature.of(base, before), Signature.of(next, after));
        if (before instanceof FeatureView old && after instanceof FeatureView plain) {
            addWithdrawn(plain, old.online() && !plain.online(), Breakage.Withdrawn.Use.ONLINE);
            addWithdrawn(plain, old.offline() && !plain.offline(), Breakage.Withdrawn.Use.OFFLINE);
        }
    }

    /** Also one of another kind: to a request a plain view and one on demand are the same. */
    private @Nullable Definition before(View after) {
        Definition before = pairs.before(after);
        return before == null ? base.find(after.kind(), after.name()) : before;
    }

    private void addWithdrawn(FeatureView view, boolean isWithdrawn, Breakage.Withdrawn.Use use) {
        if (isWithdrawn) {
            found.add(new Breakage.Withdrawn(view.kind(), view.name(), use));
        }
    }

    private void addService(FeatureService after) {
        FeatureService before = pairs.before(after, FeatureService.class);
        if (before != null) {
            compare(after, Signature.of(base, before), Signature.of(next, after));
        }
    }

    private void addModel(Model after) {
        Model before = pairs.before(after, Model.class);
        if (before == null) {
            return;
        }
        compare(after, Signature.of(base, before), Signature.of(next, after));
        Map<String, DataType> given = features(base, before);
        Map<String, DataType> givenNow = features(next, after);
        for (ModelVersion version : before.versions()) {
            List<String> inputs = version.inputs().stream()
                    .filter(input -> !Objects.equals(given.get(input), givenNow.get(input)))
                    .toList();
            if (!inputs.isEmpty() && given.keySet().containsAll(version.inputs())) {
                lost.computeIfAbsent(after.name(), name -> new HashSet<>()).add(version);
                found.add(new Breakage.VersionLost(Kind.MODEL, after.name(), version.version(), inputs));
            }
        }
    }

    private void addRouter(Router after) {
        for (Router.Route route : after.routes()) {
            ModelVersion version = version(next.model(route.model()), route.version());
            if (version != null && lost.getOrDefault(route.model(), Set.of()).contains(version)) {
                found.add(new Breakage.RouteLost(Kind.ROUTER, after.name(), route.name(), version.version()));
            }
        }
    }

    private void compare(Definition after, Signature old, Signature current) {
        old.values().forEach((value, type) -> {
            DataType now = current.values().get(value);
            if (now == null) {
                addLost(after, value, old, current);
            } else if (!now.equals(type)) {
                found.add(new Breakage.ValueRetyped(after.kind(), after.name(), new TypeChange(value, type, now)));
            }
        });
        current.inputs().forEach((input, type) -> {
            DataType before = old.inputs().get(input);
            if (before == null) {
                found.add(new Breakage.InputNeeded(after.kind(), after.name(), new Column(input, type)));
            } else if (!before.equals(type)) {
                found.add(new Breakage.InputRetyped(after.kind(), after.name(), new TypeChange(input, before, type)));
            }
        });
    }

    private void addLost(Definition after, String value, Signature old, Signature current) {
        for (String candidate : current.values().keySet()) {
            boolean isSame = current.wasCalled(candidate, value) || old.wasCalled(value, candidate);
            if (isSame && !old.values().containsKey(candidate)) {
                found.add(new Breakage.ValueRenamed(after.kind(), after.name(), value, candidate));
                return;
            }
        }
        found.add(new Breakage.ValueLost(after.kind(), after.name(), value));
    }

    private static Map<String, DataType> features(Definitions definitions, Model model) {
        return Signature.of(definitions, definitions.service(model.service())).values();
    }

    private static @Nullable ModelVersion version(Model model, @Nullable String versionOrAlias) {
        if (versionOrAlias != null) {
            return model.findVersion(versionOrAlias);
        }
        return model.versions().isEmpty()
                ? null
                : model.versions().get(model.versions().size() - 1);
    }
}
