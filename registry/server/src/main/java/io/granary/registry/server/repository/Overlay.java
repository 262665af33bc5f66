package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays one value over another, as a JSON merge patch does: mappings merge field by field, {@code null} removes, anything
 * else replaces. Lists of things with names merge by name; over such a list a mapping by name may be laid too, where
 * {@code null} removes. Every part of the result keeps the place it comes from.
 */
final class Overlay {

    private final ProblemList problems;

    Overlay(ProblemList problems) {
        this.problems = problems;
    }

    /** @param base null when there is nothing below */
    YamlNode merge(@Nullable YamlNode base, YamlNode over, Shape shape) {
        if (shape instanceof Shape.Either either && !(over instanceof YamlNode.Text)) {
            return merge(base, over, either.other());
        }
        if (shape instanceof Shape.ListOf list && list.key() != null) {
            return mergeList(base, over, list, list.key());
        }
        boolean merges = shape instanceof Shape.ObjectOf || shape instanceof Shape.MapOf;
        return merges && over instanceof YamlNode.Fields fields ? mergeFields(base, fields, shape) : over;
    }

    private YamlNode mergeFields(@Nullable YamlNode base, YamlNode.Fields over, Shape shape) {
        YamlNode.Fields below =
                base instanceof YamlNode.Fields fields ? fields : YamlNode.Fields.of(List.of(), over.place());
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        below.entries().forEach(entry -> entries.put(entry.key().text(), entry));
        Map<String, Place> removed = new LinkedHashMap<>(below.removed());
        for (YamlNode.Entry entry : over.entries()) {
            String name = entry.key().text();
            if (YamlNode.isNull(entry.value())) {
                entries.remove(name);
                removed.put(name, entry.key().place());
            } else {
                YamlNode merged = merge(below.find(name), entry.value(), shapeOf(shape, name));
                entries.put(name, new YamlNode.Entry(entry.key(), merged));
                removed.remove(name);
            }
        }
        return new YamlNode.Fields(List.copyOf(entries.values()), removed, below.place());
    }

    private static Shape shapeOf(Shape shape, String name) {
        if (shape instanceof Shape.MapOf map) {
            return map.value();
        }
        Shape.Field field = shape instanceof Shape.ObjectOf object ? object.find(name) : null;
        return field == null ? new Shape.Any() : field.shape();
    }

    private YamlNode mergeList(@Nullable YamlNode base, YamlNode over, Shape.ListOf shape, String key) {
        NamedItems items = new NamedItems(base, key, problems);
        if (over instanceof YamlNode.Items list && base instanceof YamlNode.Items) {
            list.items().forEach(item -> put(items, item, shape));
        } else if (over instanceof YamlNode.Fields named) {
            named.entries().forEach(entry -> putNamed(items, entry, shape, key));
        } else {
            return over;
        }
        return items.list(over.place());
    }

    private void putNamed(NamedItems items, YamlNode.Entry entry, Shape.ListOf shape, String key) {
        if (YamlNode.isNull(entry.value())) {
            items.remove(entry.key());
        } else if (entry.value() instanceof YamlNode.Fields fields) {
            List<YamlNode.Entry> entries = new ArrayList<>(fields.entries());
            YamlNode.Text word = new YamlNode.Text(
                    key, YamlNode.Text.Style.PLAIN, entry.key().place());
            entries.add(0, new YamlNode.Entry(word, entry.key()));
            put(items, YamlNode.Fields.of(entries, entry.key().place()), shape);
        } else {
            items.add(entry.value());
        }
    }

    private void put(NamedItems items, YamlNode item, Shape.ListOf shape) {
        items.put(item, below -> merge(below, item, shape.item()));
    }
}
