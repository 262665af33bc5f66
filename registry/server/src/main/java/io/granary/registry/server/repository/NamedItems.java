package io.granary.registry.server.repository;

import io.granary.core.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A list whose items have names, on which another is laid. An item of it is found once; a second is a new one. */
final class NamedItems {

    private final String key;
    private final ProblemList problems;
    private final @Nullable Place place;
    private final List<@Nullable YamlNode> items = new ArrayList<>();
    private final Map<String, Integer> below = new HashMap<>();

    /**
     * @param base no list counts as an empty one
     * @param key the field that holds an item's name
     */
    NamedItems(@Nullable YamlNode base, String key, ProblemList problems) {
        this.key = key;
        this.problems = problems;
        this.place = base instanceof YamlNode.Items ? base.place() : null;
        if (base instanceof YamlNode.Items list) {
            items.addAll(list.items());
            for (int i = 0; i < list.items().size(); i++) {
                below.putIfAbsent(name(list.items().get(i)), i);
            }
        }
    }

    void add(YamlNode item) {
        items.add(item);
    }

    /** Merges an item onto the one of its name, or adds it. */
    void put(YamlNode item, UnaryOperator<@Nullable YamlNode> merge) {
        Integer at = below.remove(name(item));
        if (at == null) {
            add(Objects.requireNonNull(merge.apply(null)));
        } else {
            items.set(at, merge.apply(items.get(at)));
        }
    }

    void remove(YamlNode.Text name) {
        List<String> known = List.copyOf(below.keySet());
        Integer at = below.remove(name.text());
        if (at == null) {
            problems.add(
                    name.place(),
                    name.text() + ": null (expected: the " + key + " of something that is there to remove)",
                    Suggestions.of(name.text(), known));
        } else {
            items.set(at, null);
        }
    }

    /** @param over the place of what was laid on top, which made the list unless there was one below */
    YamlNode.Items list(Place over) {
        List<YamlNode> left = items.stream().filter(Objects::nonNull).toList();
        return new YamlNode.Items(left, place == null || left.isEmpty() ? over : place);
    }

    private String name(YamlNode item) {
        String name = item instanceof YamlNode.Fields fields ? fields.findText(key) : null;
        return name == null ? "" : name;
    }
}
