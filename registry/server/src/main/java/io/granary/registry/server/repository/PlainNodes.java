package io.granary.registry.server.repository;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns maps, lists and scalars into nodes of no file. */
final class PlainNodes {

    private static final Place NOWHERE = Place.startOf(new SourceFile("", "", Path.of("")));

    private PlainNodes() {}

    static YamlNode.Fields of(Map<String, ?> values) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        values.forEach((name, value) -> entries.add(new YamlNode.Entry(text(name), node(value))));
        return YamlNode.Fields.of(entries, NOWHERE);
    }

    private static YamlNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<YamlNode.Entry> entries = new ArrayList<>();
            map.forEach((name, each) -> entries.add(new YamlNode.Entry(text(String.valueOf(name)), node(each))));
            return YamlNode.Fields.of(entries, NOWHERE);
        }
        if (value instanceof List<?> list) {
            return new YamlNode.Items(list.stream().map(PlainNodes::node).toList(), NOWHERE);
        }
        return text(String.valueOf(value));
    }

    private static YamlNode.Text text(String text) {
        return new YamlNode.Text(text, YamlNode.Text.Style.QUOTED, NOWHERE);
    }
}
