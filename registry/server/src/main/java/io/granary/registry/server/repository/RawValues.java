package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Values whose type is told elsewhere, as text, lists and maps of text. */
final class RawValues {

    private RawValues() {}

    static Object of(YamlNode node) {
        return of(node, YamlNode.Text::text);
    }

    /** The same with scalars of one's own. */
    static Object of(YamlNode node, Function<YamlNode.Text, Object> scalar) {
        if (node instanceof YamlNode.Items list) {
            List<Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(of(item, scalar)));
            return items;
        }
        if (node instanceof YamlNode.Fields fields) {
            Map<String, Object> values = new LinkedHashMap<>();
            fields.entries().forEach(entry -> values.put(entry.key().text(), of(entry.value(), scalar)));
            return values;
        }
        return scalar.apply((YamlNode.Text) node);
    }
}
