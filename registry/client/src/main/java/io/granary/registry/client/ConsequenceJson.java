package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Kind;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;

/** Consequences as JSON: a type with its own fields, and beside them the sentence and whether it breaks. */
public final class ConsequenceJson {

    private ConsequenceJson() {}

    /** A tree whose {@code type} says which fields it has. */
    public static JsonNode write(Consequence consequence) {
        JsonTree tree = new JsonTree();
        if (consequence instanceof Breakage breakage) {
            write(tree, breakage);
        } else {
            write(tree, (Notice) consequence);
        }
        return tree.text("kind", consequence.kind().text())
                .text("name", consequence.name())
                .bool("breaks", consequence.breaks())
                .text("sentence", consequence.sentence())
                .node();
    }

    private static void write(JsonTree tree, Breakage breakage) {
        if (breakage instanceof Breakage.Removed) {
            tree.text("type", "removed");
        } else if (breakage instanceof Breakage.Renamed renamed) {
            tree.text("type", "renamed").text("before", renamed.before());
        } else if (breakage instanceof Breakage.Withdrawn withdrawn) {
            tree.text("type", "withdrawn").choice("use", withdrawn.use());
        } else if (breakage instanceof Breakage.ValueLost lost) {
            tree.text("type", "value-lost").text("value", lost.value());
        } else if (breakage instanceof Breakage.ValueRenamed renamed) {
            tree.text("type", "value-renamed").text("before", renamed.before()).text("after", renamed.after());
        } else if (breakage instanceof Breakage.ValueRetyped retyped) {
            write(tree.text("type", "value-retyped"), "value", retyped.value());
        } else if (breakage instanceof Breakage.InputNeeded needed) {
            tree.text("type", "input-needed").text("input", needed.input().name());
            tree.text("inputType", needed.input().type().text());
        } else if (breakage instanceof Breakage.InputRetyped retyped) {
            write(tree.text("type", "input-retyped"), "input", retyped.input());
        } else if (breakage instanceof Breakage.VersionLost lost) {
            tree.text("type", "version-lost").text("version", lost.version()).texts("inputs", lost.inputs());
        } else if (breakage instanceof Breakage.RouteLost lost) {
            tree.text("type", "route-lost").text("route", lost.route()).text("version", lost.version());
        }
    }

    private static void write(JsonTree tree, Notice notice) {
        if (notice instanceof Notice.Rebuilt rebuilt) {
            tree.text("type", "rebuilt").text("view", rebuilt.view());
        } else if (notice instanceof Notice.Unfilled unfilled) {
            tree.text("type", "unfilled").text("view", unfilled.view());
        } else if (notice instanceof Notice.Reassigned) {
            tree.text("type", "reassigned");
        } else if (notice instanceof Notice.UnknownBefore unknown) {
            tree.text("type", "unknown-before").text("was", unknown.was());
        }
    }

    static Consequence read(JsonObject object) {
        Kind kind = Kind.parse(object.text("kind"));
        String name = object.text("name");
        object.bool("breaks");
        object.text("sentence");
        String type = object.text("type");
        return switch (type) {
            case "removed" -> new Breakage.Removed(kind, name);
            case "renamed" -> new Breakage.Renamed(kind, name, object.text("before"));
            case "withdrawn" -> new Breakage.Withdrawn(kind, name, object.choice("use", Breakage.Withdrawn.Use.class));
            case "value-lost" -> new Breakage.ValueLost(kind, name, object.text("value"));
            case "value-renamed" -> new Breakage.ValueRenamed(kind, name, object.text("before"), object.text("after"));
            case "value-retyped" -> new Breakage.ValueRetyped(kind, name, readChange(object, "value"));
            case "input-needed" ->
                new Breakage.InputNeeded(kind, name, new Column(object.text("input"), type(object, "inputType")));
            case "input-retyped" -> new Breakage.InputRetyped(kind, name, readChange(object, "input"));
            case "version-lost" -> new Breakage.VersionLost(kind, name, object.text("version"), object.texts("inputs"));
            case "route-lost" -> new Breakage.RouteLost(kind, name, object.text("route"), object.text("version"));
            case "rebuilt" -> new Notice.Rebuilt(kind, name, object.text("view"));
            case "unfilled" -> new Notice.Unfilled(kind, name, object.text("view"));
            case "reassigned" -> new Notice.Reassigned(kind, name);
            case "unknown-before" -> new Notice.UnknownBefore(kind, name, object.text("was"));
            default -> throw GranaryException.invalid(object.path("type"), type, "a type of consequence");
        };
    }

    private static void write(JsonTree tree, String field, TypeChange change) {
        tree.text(field, change.name())
                .text("before", change.before().text())
                .text("after", change.after().text());
    }

    private static TypeChange readChange(JsonObject object, String field) {
        return new TypeChange(object.text(field), type(object, "before"), type(object, "after"));
    }

    private static DataType type(JsonObject object, String field) {
        return object.located(field, () -> DataType.parse(object.text(field)));
    }
}
