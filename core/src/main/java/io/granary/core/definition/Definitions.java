package io.granary.core.definition;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.window.WindowedFeature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All definitions of a project at one moment, found by namespace and name. Immutable. Being here says nothing about
 * validity: the registry validates before it makes a revision.
 */
public final class Definitions {

    public static final Definitions EMPTY = new Definitions(List.of());

    private final Map<String, Map<String, Definition>> byNamespace;
    private final Map<FeatureView, List<Feature>> windowFeatures = new ConcurrentHashMap<>();

    /** @throws GranaryException (INVALID_ARGUMENT) when two definitions of one namespace share a name */
    public Definitions(Collection<? extends Definition> definitions) {
        Map<String, Map<String, Definition>> building = new TreeMap<>();
        for (Definition definition : definitions) {
            Map<String, Definition> names =
                    building.computeIfAbsent(definition.kind().namespace(), namespace -> new TreeMap<>());
            if (names.putIfAbsent(definition.name(), definition) != null) {
                throw GranaryException.invalid(
                        "name",
                        definition.name(),
                        "unique among all of kind " + definition.kind().namespace());
            }
        }
        byNamespace = Collections.unmodifiableMap(building);
    }

    /** The same definitions, by the other's objects where those are equal; so what two revisions share is one object. */
    public Definitions sharing(Definitions other) {
        return new Definitions(all().stream().map(other::shared).toList());
    }

    private Definition shared(Definition definition) {
        Definition known = find(definition.kind(), definition.name());
        return known != null && known.equals(definition) ? known : definition;
    }

    /** Every definition, in the order of namespaces and then of names. */
    public List<Definition> all() {
        List<Definition> all = new ArrayList<>();
        byNamespace.values().forEach(names -> all.addAll(names.values()));
        return all;
    }

    /** Every definition of one class, in the order of names. */
    public <T extends Definition> List<T> all(Class<T> type) {
        return all().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The definition of that namespace and name, or null. */
    public @Nullable Definition find(Kind kind, String name) {
        return byNamespace.getOrDefault(kind.namespace(), Map.of()).get(name);
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such entity */
    public Entity entity(String name) {
        return load(Kind.ENTITY, name, Entity.class);
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such source */
    public DataSource source(String name) {
        return load(Kind.BATCH_SOURCE, name, DataSource.class);
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such view, plain or on demand */
    public View view(String name) {
        return load(Kind.FEATURE_VIEW, name, View.class);
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such plain view */
    public FeatureView featureView(String name) {
        return load(Kind.FEATURE_VIEW, name, FeatureView.class);
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such service */
    public FeatureService service(String name) {
        return load(Kind.FEATURE_SERVICE, name, FeatureService.class);
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such model */
    public Model model(String name) {
        return load(Kind.MODEL, name, Model.class);
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such router */
    public Router router(String name) {
        return load(Kind.ROUTER, name, Router.class);
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such experiment */
    public Experiment experiment(String name) {
        return load(Kind.EXPERIMENT, name, Experiment.class);
    }

    /**
     * The features that references to a view may name, in the order of the definition: those that it lists, or those of
     * its windows, whose types follow from its source.
     *
     * @throws GranaryException when the windows or their source are not valid
     */
    public List<Feature> features(View view) {
        return view instanceof FeatureView windowed && windowed.isWindowed()
                ? windowFeatures.computeIfAbsent(windowed, key -> WindowFeatures.of(key, columns(key)))
                : view.features();
    }

    /** The one of {@link #features} of that name, or null. */
    public @Nullable Feature findFeature(View view, String name) {
        for (Feature feature : features(view)) {
            if (feature.name().equals(name)) {
                return feature;
            }
        }
        return null;
    }

    /**
     * The windows of a view, in the order of its features.
     *
     * @throws GranaryException when they or their source are not valid
     */
    public List<WindowedFeature> windows(FeatureView view) {
        return WindowFeatures.windowed(view, columns(view));
    }

    private List<Column> columns(FeatureView view) {
        List<Column> columns = source(view.source()).schema();
        if (columns == null) {
            throw GranaryException.invalid(
                    "source", view.source(), "a source with a schema, as it gives the types of windows");
        }
        return columns;
    }

    /** The join keys of a view: those of its entities, in the order of the definition. */
    public List<JoinKey> joinKeys(FeatureView view) {
        return view.entities().stream()
                .flatMap(entity -> entity(entity).joinKeys().stream())
                .toList();
    }

    private <T extends Definition> T load(Kind kind, String name, Class<T> type) {
        Definition found = find(kind, name);
        if (!type.isInstance(found)) {
            throw GranaryException.notFound(kind.namespace(), name);
        }
        return type.cast(found);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Definitions that && byNamespace.equals(that.byNamespace);
    }

    @Override
    public int hashCode() {
        return byNamespace.hashCode();
    }

    @Override
    public String toString() {
        return "Definitions" + all();
    }
}
