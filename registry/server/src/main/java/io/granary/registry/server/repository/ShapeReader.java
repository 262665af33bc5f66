package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.registry.server.repository.Shape.Field;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads nodes by their shape into plain values, and reports everything that does not fit. What a definition cannot be
 * without is read as a placeholder then, so that the rest of it can be checked. An optional field that says {@code null}
 * counts as not given.
 */
final class ShapeReader {

    private final ProblemList problems;
    private final Places places;
    private final Gaps gaps = new Gaps();
    private boolean isPart;

    ShapeReader(ProblemList problems, Places places) {
        this.problems = problems;
        this.places = places;
    }

    /** The fields of a document; those that do not fit are reported and left out, or placeholders. */
    Values readDocument(YamlNode root, Shape.ObjectOf shape) {
        Object values = read(root, shape, "");
        return values instanceof Values fields ? fields : Values.EMPTY;
    }

    /** Reads what may be an overlay: nothing is missing, {@code null} takes away, a list may be a mapping by name. */
    void readPart(YamlNode root, Shape.ObjectOf shape) {
        isPart = true;
        read(root, shape, "");
    }

    /** What was missing or did not fit; unknown fields are reported but are no gaps. */
    Gaps gaps() {
        return gaps;
    }

    private @Nullable Object read(YamlNode node, Shape shape, String path) {
        places.put(path, node);
        if (isPart && YamlNode.isNull(node)) {
            return null;
        }
        if (shape instanceof Shape.Scalar scalar) {
            return readScalar(node, scalar, path);
        }
        if (shape instanceof Shape.ListOf list) {
            return readList(node, list, path);
        }
        if (shape instanceof Shape.MapOf map) {
            return readMap(node, map, path);
        }
        if (shape instanceof Shape.ObjectOf object) {
            return readObject(node, object, path);
        }
        if (shape instanceof Shape.Either either) {
            return read(node, node instanceof YamlNode.Text ? either.text() : either.other(), path);
        }
        return RawValues.of(node);
    }

    private @Nullable Object readScalar(YamlNode node, Shape.Scalar shape, String path) {
        if (!(node instanceof YamlNode.Text text) || text.isEmpty()) {
            return refuse(node, path, shape.expected());
        }
        try {
            return shape.parser().apply(text.text());
        } catch (GranaryException | IllegalArgumentException | DateTimeException e) {
            return refuse(node, path, shape.expected());
        }
    }

    private @Nullable Object readList(YamlNode node, Shape.ListOf shape, String path) {
        if (isPart && shape.key() != null && node instanceof YamlNode.Fields) {
            return readMap(node, new Shape.MapOf(shape.item()), path);
        }
        if (!(node instanceof YamlNode.Items list) || list.items().size() < shape.min()) {
            return refuse(node, path, shape.min() == 0 ? "a list" : "a list of one or more");
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            String place = path + "[" + i + "]";
            Object item = read(list.items().get(i), shape.item(), place);
            items.add(item == null ? gaps.fill(place, shape.item()) : item);
        }
        return items;
    }

    private @Nullable Object readMap(YamlNode node, Shape.MapOf shape, String path) {
        if (!(node instanceof YamlNode.Fields fields)) {
            return refuse(node, path, "a mapping");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entries()) {
            String name = entry.key().text();
            Object value = read(entry.value(), shape.value(), path + "." + name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    private @Nullable Object readObject(YamlNode node, Shape.ObjectOf shape, String path) {
        if (!(node instanceof YamlNode.Fields fields)) {
            return refuse(node, path.isEmpty() ? "document" : path, shape.what());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entries()) {
            readField(entry, shape, path, values);
        }
        fillMissing(fields, shape, path, values);
        return new Values(path, values);
    }

    private void readField(YamlNode.Entry entry, Shape.ObjectOf shape, String path, Map<String, Object> values) {
        Field field = shape.find(entry.key().text());
        if (field == null) {
            refuseUnknown(entry.key(), shape, path);
            return;
        }
        if (field.need() == Shape.Need.OPTIONAL && YamlNode.isNull(entry.value())) {
            return;
        }
        Object value = read(entry.value(), field.shape(), child(path, field.name()));
        if (value != null) {
            values.put(field.name(), value);
        }
    }

    private void refuseUnknown(YamlNode.Text key, Shape.ObjectOf shape, String path) {
        String known = String.join(", ", shape.names());
        problems.add(
                key.place(),
                child(path, key.text()) + ": unknown field of " + shape.what() + " (expected: one of " + known + ")",
                Suggestions.of(key.text(), shape.names()));
    }

    /** Puts placeholders where a definition cannot be without a value; reports what nobody tried to give. */
    private void fillMissing(YamlNode.Fields fields, Shape.ObjectOf shape, String path, Map<String, Object> values) {
        for (Field field : shape.fields()) {
            if (field.need() == Shape.Need.OPTIONAL || values.containsKey(field.name())) {
                continue;
            }
            String place = child(path, field.name());
            if (fields.find(field.name()) == null && !isPart) {
                reportMissing(fields, shape, field, place);
            }
            values.put(field.name(), gaps.fill(place, field.shape()));
        }
    }

    private void reportMissing(YamlNode.Fields fields, Shape.ObjectOf shape, Field field, String path) {
        Place removed = fields.removed().get(field.name());
        problems.add(
                removed == null ? fields.place() : removed,
                path + (removed == null ? ": missing" : ": removed") + " (expected: a field of " + shape.what() + ")",
                null);
    }

    private @Nullable Object refuse(YamlNode node, String path, String expected) {
        gaps.add(path);
        problems.add(node.place(), path + ": " + node.shown() + " (expected: " + expected + ")", null);
        return null;
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
