package io.granary.registry.server;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.registry.server.plan.Pairs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the versions of models append-only: what the registry has stays, whatever a repository says. */
final class ModelVersions {

    private ModelVersions() {}

    /**
     * The definitions with the versions and aliases that the registry knows already, also under an earlier name; an alias that both know is the
     * definitions' own.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when a known version is given with another content
     */
    static Definitions merge(Definitions known, Definitions given) {
        Pairs pairs = Pairs.of(known, given);
        List<Definition> merged = new ArrayList<>();
        for (Definition definition : given.all()) {
            merged.add(
                    definition instanceof Model model && pairs.before(model) instanceof Model before
                            ? merge(before, model)
                            : definition);
        }
        return new Definitions(merged);
    }

    /** The definitions with one more version of a model. */
    static Definitions add(Definitions definitions, String name, ModelVersion version) {
        Model model = definitions.model(name);
        if (model.versions().stream().anyMatch(known -> known.version().equals(version.version()))) {
            if (version.equals(model.findVersion(version.version()))) {
                return definitions;
            }
            throw new GranaryException(
                    ErrorCode.CONFLICT,
                    "Cannot register version '" + version.version() + "' of model '" + name
                            + "': it is registered with another content");
        }
        List<ModelVersion> versions = new ArrayList<>(model.versions());
        versions.add(version);
        return replace(definitions, with(model, versions, model.aliases()));
    }

    private static Model merge(Model known, Model given) {
        Map<String, ModelVersion> versions = new LinkedHashMap<>();
        known.versions().forEach(version -> versions.put(version.version(), version));
        for (ModelVersion version : given.versions()) {
            ModelVersion before = versions.putIfAbsent(version.version(), version);
            if (before != null && !before.equals(version)) {
                throw GranaryException.invalid(
                        "Model " + given.name() + ", versions." + version.version(),
                        "another content",
                        "what the registry has, as versions never change");
            }
        }
        Map<String, String> aliases = new LinkedHashMap<>(known.aliases());
        aliases.putAll(given.aliases());
        return with(given, new ArrayList<>(versions.values()), aliases);
    }

    private static Model with(Model model, List<ModelVersion> versions, Map<String, String> aliases) {
        return new Model(model.name(), model.service(), model.outputs(), versions, aliases, model.metadata());
    }

    private static Definitions replace(Definitions definitions, Model model) {
        return new Definitions(definitions.all().stream()
                .map(definition ->
                        definition.kind() == Kind.MODEL && definition.name().equals(model.name()) ? model : definition)
                .toList());
    }
}
