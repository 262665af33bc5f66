package io.granary.registry.server.plan;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Model;
import io.granary.core.definition.View;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.registry.server.validation.RequestColumns;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What those who name a definition in a request get of it and have to bring, by name. */
final class Signature {

    private final Definitions definitions;
    private final Map<String, DataType> values = new LinkedHashMap<>();
    private final Map<String, DataType> inputs = new LinkedHashMap<>();
    private final Map<String, Set<String>> formerNames = new LinkedHashMap<>();

    private Signature(Definitions definitions) {
        this.definitions = definitions;
    }

    static Signature of(Definitions definitions, View view) {
        Signature signature = new Signature(definitions);
        features(definitions, view).forEach(feature -> {
            signature.values.put(feature.name(), feature.type());
            signature.addFormer(feature.name(), feature.was());
        });
        RequestColumns.of(definitions, FeatureSelection.allOf(view.name())).forEach(signature::addInput);
        return signature;
    }

    static Signature of(Definitions definitions, FeatureService service) {
        Signature signature = new Signature(definitions);
        service.features().forEach(signature::addSelection);
        RequestColumns.of(definitions, service).forEach(signature::addInput);
        return signature;
    }

    static Signature of(Definitions definitions, Model model) {
        Signature signature = new Signature(definitions);
        model.outputs().forEach(output -> signature.values.put(output.name(), output.type()));
        signature.inputs.putAll(of(definitions, definitions.service(model.service())).inputs);
        return signature;
    }

    /** Features or outputs, and their types. */
    Map<String, DataType> values() {
        return values;
    }

    /** Join keys and request fields, and their types. */
    Map<String, DataType> inputs() {
        return inputs;
    }

    /** Whether a value of this signature may be the one that another signature has under an earlier name. */
    boolean wasCalled(String value, String earlier) {
        return formerNames.getOrDefault(value, Set.of()).contains(earlier);
    }

    private void addSelection(FeatureSelection selection) {
        View view = definitions.view(selection.view());
        for (Feature feature : features(definitions, view)) {
            if (selection.features().isEmpty() || selection.features().contains(feature.name())) {
                String fullName = selection.fullName(feature.name());
                values.put(fullName, feature.type());
                for (String role : names(
                        selection.role(),
                        selection.as() == null ? view.metadata().was() : null)) {
                    names(feature.name(), feature.was()).forEach(name -> addFormer(fullName, role + "__" + name));
                }
            }
        }
    }

    /** Windows that an earlier build let pass, and this one cannot tell the types of, were never served. */
    private static List<Feature> features(Definitions definitions, View view) {
        try {
            return definitions.features(view);
        } catch (GranaryException e) {
            return view.features();
        }
    }

    private void addInput(Column input) {
        inputs.put(input.name(), input.type());
    }

    private void addFormer(String value, @Nullable String former) {
        if (former != null && !former.equals(value)) {
            formerNames.computeIfAbsent(value, name -> new LinkedHashSet<>()).add(former);
        }
    }

    private static Set<String> names(String name, @Nullable String was) {
        return was == null ? Set.of(name) : Set.of(name, was);
    }
}
