package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What nodes say, however they are written: equal exactly when no reader of definitions could tell them apart. */
final class NodeValues {

    private enum Word {
        NULL
    }

    private NodeValues() {}

    static Object of(YamlNode node) {
        if (node instanceof YamlNode.Items list) {
            List<Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(of(item)));
            return items;
        }
        if (node instanceof YamlNode.Fields fields) {
            Map<String, Object> values = new HashMap<>();
            fields.entries().forEach(entry -> values.put(entry.key().text(), of(entry.value())));
            return values;
        }
        return YamlNode.isNull(node) ? Word.NULL : ((YamlNode.Text) node).text();
    }
}
