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

/** Reads nodes by their shape into plain values, and reports everything that does not fit. */
final class ShapeReader {

    private final ProblemList problems;
    private final Places places;
    private boolean fits = true;
    private boolean isWhole = true;

    ShapeReader(ProblemList problems, Places places) {
        this.problems = problems;
        this.places = places;
    }

    /** The fields of a document; those that do not fit are reported and left out. */
    Values readDocument(YamlNode root, Shape.ObjectOf shape) {
        Object values = read(root, shape, "");
        return values instanceof Values fields ? fields : Values.EMPTY;
    }

    /** Whether all fields of the shape were there and fit; unknown fields beside them are reported but do not count. */
    boolean fits() {
        return fits;
    }

    /** Whether nothing is left out that a definition cannot be without: what else is wrong, its references are known. */
    boolean isWhole() {
        return isWhole;
    }

    private @Nullable Object read(YamlNode node, Shape shape, String path) {
        places.put(path, node);
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
        if (!(node instanceof YamlNode.Items list) || list.items().size() < shape.min()) {
            return refuse(node, path, shape.min() == 0 ? "a list" : "a list of one or more");
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            Object item = read(list.items().get(i), shape.item(), path + "[" + i + "]");
            if (item == null) {
                isWhole = false;
            } else {
                items.add(item);
            }
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
        reportMissing(fields, shape, path);
        return new Values(path, values);
    }

    private void readField(YamlNode.Entry entry, Shape.ObjectOf shape, String path, Map<String, Object> values) {
        String name = entry.key().text();
        for (Field field : shape.fields()) {
            if (field.name().equals(name)) {
                Object value = read(entry.value(), field.shape(), child(path, name));
                if (value != null) {
                    values.put(name, value);
                } else if (field.need() == Shape.Need.REQUIRED) {
                    isWhole = false;
                }
                return;
            }
        }
        List<String> known = shape.fields().stream().map(Field::name).toList();
        problems.add(
                entry.key().place(),
                child(path, name) + ": unknown field of " + shape.what() + " (expected: one of "
                        + String.join(", ", known) + ")",
                Suggestions.of(name, known));
    }

    private void reportMissing(YamlNode.Fields fields, Shape.ObjectOf shape, String path) {
        for (Field field : shape.fields()) {
            boolean given = fields.entries().stream()
                    .anyMatch(entry -> entry.key().text().equals(field.name()));
            if (field.need() == Shape.Need.REQUIRED && !given) {
                fits = false;
                isWhole = false;
                problems.add(
                        fields.place(),
                        child(path, field.name()) + ": missing (expected: a field of " + shape.what() + ")",
                        null);
            }
        }
    }

    private @Nullable Object refuse(YamlNode node, String path, String expected) {
        fits = false;
        problems.add(node.place(), path + ": " + node.shown() + " (expected: " + expected + ")", null);
        return null;
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
