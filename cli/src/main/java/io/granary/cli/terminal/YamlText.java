package io.granary.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Data as YAML, an entry a line. */
public final class YamlText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private YamlText() {}

    public static String of(JsonNode data) {
        DumpSettings settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return new Dump(settings).dumpToString(MAPPER.convertValue(data, Object.class));
    }
}
