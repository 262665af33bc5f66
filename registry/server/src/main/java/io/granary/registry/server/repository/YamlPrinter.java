package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document in the one form that definition files have: fields in the order of their shape; on one line what
 * fits there, except lists of mappings, which take a line an item; nothing that has comments inside.
 */
final class YamlPrinter {

    private static final int WIDTH = 120;
    private static final String INDENTATION = "  ";

    private final CommentedNodes comments;
    private final StringBuilder out = new StringBuilder();

    YamlPrinter(CommentedNodes comments) {
        this.comments = comments;
    }

    String text() {
        return out.toString();
    }

    void line(String text) {
        out.append(text).append('\n');
    }

    /** The fields of a document, a line or more each. */
    void document(YamlNode.Fields root, Shape shape) {
        entries(root, shape, "");
    }

    private void entries(YamlNode.Fields fields, Shape shape, String indent) {
        for (YamlNode.Entry entry : ordered(fields, shape)) {
            entry(entry, shapeOf(shape, entry), indent);
        }
    }

    private void entry(YamlNode.Entry entry, Shape shape, String indent) {
        Slot slot = comments.of(entry);
        comments(slot.before(), indent);
        String start = indent + ScalarText.key(entry.key().text()) + ":";
        value(entry.value(), shape, start, indent, slot);
        comments(slot.after(), indent);
    }

    private void value(YamlNode node, Shape shape, String start, String indent, Slot slot) {
        String flow = flow(node, shape, start.length() + 1);
        BlockText block = node instanceof YamlNode.Text text ? BlockText.of(text) : null;
        if (flow != null) {
            line(start + " " + flow + inline(slot));
        } else if (block != null) {
            line(start + " " + block.indicator() + inline(slot));
            block.lines().forEach(content -> line(content.isEmpty() ? "" : indent + INDENTATION + content));
        } else {
            line(start + inline(slot));
            block(node, shape, indent + INDENTATION);
        }
    }

    private void block(YamlNode node, Shape shape, String indent) {
        if (node instanceof YamlNode.Fields fields) {
            entries(fields, shape, indent);
        } else if (node instanceof YamlNode.Items list) {
            list.items().forEach(item -> item(item, itemShape(shape, item), indent));
        }
    }

    private void item(YamlNode item, Shape shape, String indent) {
        Slot slot = comments.of(item);
        comments(slot.before(), indent);
        String inside = indent + INDENTATION;
        String flow = flow(item, shape, inside.length());
        if (flow == null && item instanceof YamlNode.Fields fields) {
            blockItem(fields, shape, indent, slot);
        } else {
            value(item, shape, indent + "-", indent, slot);
        }
        comments(slot.after(), indent);
    }

    private void blockItem(YamlNode.Fields fields, Shape shape, String indent, Slot slot) {
        List<YamlNode.Entry> entries = ordered(fields, shape);
        comments(slot.inline() == null ? List.of() : List.of(slot.inline()), indent);
        comments(comments.of(entries.get(0)).before(), indent);
        String inside = indent + INDENTATION;
        for (int i = 0; i < entries.size(); i++) {
            YamlNode.Entry entry = entries.get(i);
            if (i == 0) {
                Slot first = comments.of(entry);
                String start = indent + "- " + ScalarText.key(entry.key().text()) + ":";
                value(entry.value(), shapeOf(shape, entry), start, inside, first);
                comments(first.after(), inside);
            } else {
                entry(entry, shapeOf(shape, entry), inside);
            }
        }
    }

    private void comments(List<String> lines, String indent) {
        lines.forEach(comment -> line(comment.isEmpty() ? "" : indent + comment));
    }

    private static String inline(Slot slot) {
        return slot.inline() == null ? "" : "  " + slot.inline();
    }

    /** A value on the line that it starts on, or null when it does not fit there. */
    private @Nullable String flow(YamlNode node, Shape shape, int column) {
        if (node instanceof YamlNode.Text text) {
            return BlockText.of(text) == null ? ScalarText.of(text, leaf(shape)) : null;
        }
        if (!isFlat(node, shape) || comments.isCommented(node)) {
            return null;
        }
        String flow = flow(node, shape);
        return column + flow.length() <= WIDTH ? flow : null;
    }

    private String flow(YamlNode node, Shape shape) {
        if (node instanceof YamlNode.Fields fields) {
            return ordered(fields, shape).stream()
                    .map(entry ->
                            ScalarText.key(entry.key().text()) + ": " + flow(entry.value(), shapeOf(shape, entry)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof YamlNode.Items list) {
            return list.items().stream()
                    .map(item -> flow(item, itemShape(shape, item)))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return ScalarText.inFlow((YamlNode.Text) node, leaf(shape));
    }

    /** Whether a value may stand on one line at all. */
    private boolean isFlat(YamlNode node, Shape shape) {
        if (node instanceof YamlNode.Fields fields) {
            return fields.entries().stream().allMatch(entry -> isFlat(entry.value(), shapeOf(shape, entry)));
        }
        if (node instanceof YamlNode.Items list) {
            return list.items().stream().allMatch(item -> item instanceof YamlNode.Text && isFlat(item, shape));
        }
        return BlockText.of((YamlNode.Text) node) == null;
    }

    private static List<YamlNode.Entry> ordered(YamlNode.Fields fields, Shape shape) {
        if (!(resolved(shape, fields) instanceof Shape.ObjectOf object)) {
            return fields.entries();
        }
        List<String> names = object.names();
        List<YamlNode.Entry> ordered = new ArrayList<>(fields.entries());
        ordered.sort(Comparator.comparingInt(entry -> names.indexOf(entry.key().text())));
        return ordered;
    }

    /** A list of named things may be a mapping by name, in an overlay. */
    private static Shape shapeOf(Shape shape, YamlNode.Entry entry) {
        Shape around = shape instanceof Shape.Either either ? either.other() : shape;
        if (around instanceof Shape.MapOf map) {
            return map.value();
        }
        if (around instanceof Shape.ListOf list) {
            return list.item();
        }
        Shape.Field field = around instanceof Shape.ObjectOf object
                ? object.find(entry.key().text())
                : null;
        return field == null ? new Shape.Any() : field.shape();
    }

    private static Shape itemShape(Shape shape, YamlNode item) {
        return shape instanceof Shape.ListOf list ? resolved(list.item(), item) : new Shape.Any();
    }

    private static Shape leaf(Shape shape) {
        return shape instanceof Shape.Either either ? either.text() : shape;
    }

    private static Shape resolved(Shape shape, YamlNode node) {
        return shape instanceof Shape.Either either && !(node instanceof YamlNode.Text) ? either.other() : shape;
    }
}
