package io.granary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.registry.client.DefinitionJson;

/** A definition as people are shown it: as it was given, and with the features that follow from its windows. */
final class ShownDefinition {

    private ShownDefinition() {}

    static ObjectNode json(Definitions definitions, Definition definition) {
        ObjectNode json = DefinitionJson.write(definition);
        if (definition instanceof FeatureView view && view.isWindowed()) {
            ArrayNode gives = json.putArray("gives");
            for (Feature feature : definitions.features(view)) {
                gives.addObject()
                        .put("name", feature.name())
                        .put("type", feature.type().text());
            }
        }
        return json;
    }
}
