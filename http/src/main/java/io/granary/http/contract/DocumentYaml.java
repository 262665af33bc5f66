package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the YAML of a document, which is the project's own and so not bounded. */
final class DocumentYaml {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DocumentYaml() {}

    static JsonNode parse(String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(100)
                .build();
        return MAPPER.valueToTree(new Load(settings).loadFromString(yaml));
    }
}
