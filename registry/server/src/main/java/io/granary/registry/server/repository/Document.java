package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One document of a file: what it declares, and the definition when enough of it can be read. */
final class Document {

    private static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::text).toList();

    private final ProblemList problems;
    private final Places places = new Places();
    private @Nullable Kind kind;
    private @Nullable String name;
    private @Nullable Definition definition;
    private boolean isDraft;

    private Document(ProblemList problems) {
        this.problems = problems;
    }

    static Document read(YamlNode root, Path folder, ProblemList problems) {
        Document document = new Document(problems);
        document.places.put("", root);
        document.readKind(root);
        if (document.kind != null) {
            document.readDefinition(root, document.kind, folder);
        }
        return document;
    }

    @Nullable
    Kind kind() {
        return kind;
    }

    /** The declared name, also of a definition with problems. */
    @Nullable
    String name() {
        return name;
    }

    /** Null when a known field is missing or does not fit. */
    @Nullable
    Definition definition() {
        return isDraft ? null : definition;
    }

    /** The definition, maybe without optional fields that could not be read; null when more than those is missing. */
    @Nullable
    Definition draft() {
        return definition;
    }

    boolean isDraft() {
        return isDraft;
    }

    Places places() {
        return places;
    }

    ProblemList problems() {
        return problems;
    }

    private void readKind(YamlNode root) {
        YamlNode found = root instanceof YamlNode.Fields fields ? find(fields, "kind") : null;
        if (found == null) {
            problems.add(root.place(), "kind: missing (expected: one of " + String.join(", ", KINDS) + ")", null);
            return;
        }
        String text = found instanceof YamlNode.Text word ? word.text() : "";
        if (KINDS.contains(text)) {
            kind = Kind.parse(text);
            return;
        }
        problems.add(
                found.place(),
                "kind: " + found.shown() + " (expected: one of " + String.join(", ", KINDS) + ")",
                Suggestions.of(text, KINDS));
    }

    private void readDefinition(YamlNode root, Kind declared, Path folder) {
        ShapeReader reader = new ShapeReader(problems, places);
        Values values = reader.readDocument(root, KindShapes.of(declared));
        name = values.findText("name");
        if (!reader.isWhole()) {
            return;
        }
        isDraft = !reader.fits();
        try {
            definition = DefinitionBuilder.build(declared, new DocumentContext(folder, values, places));
        } catch (GranaryException e) {
            String message = String.valueOf(e.getMessage());
            String path = message.contains(":") ? message.substring(0, message.indexOf(':')) : "";
            problems.add(places.find(path).place(), message, null);
        }
    }

    private static @Nullable YamlNode find(YamlNode.Fields fields, String name) {
        for (YamlNode.Entry entry : fields.entries()) {
            if (entry.key().text().equals(name)) {
                return entry.value();
            }
        }
        return null;
    }
}
