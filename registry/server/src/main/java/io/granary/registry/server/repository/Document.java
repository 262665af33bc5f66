package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Kind;
import io.granary.registry.server.validation.Violation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One document: what it declares, and the definition as far as it can be read. */
final class Document {

    private final Declaration declaration;
    private final Places places = new Places();
    private Gaps gaps = new Gaps();
    private @Nullable Definition definition;

    private Document(Declaration declaration) {
        this.declaration = declaration;
    }

    static Document read(Declaration declaration, YamlNode root, Path folder, ProblemList problems) {
        Document document = new Document(declaration);
        document.places.put("", root);
        document.readDefinition(root, folder, problems);
        return document;
    }

    Kind kind() {
        return declaration.kind();
    }

    /** The declared name, also of a definition with problems; null when it is missing or cannot be one. */
    @Nullable
    String name() {
        return places.contains("name") && !gaps.explain("name") ? declaration.name() : null;
    }

    /** Null when a known field is missing or does not fit. */
    @Nullable
    Definition definition() {
        return gaps.isEmpty() ? definition : null;
    }

    /** The definition, maybe without fields that could not be read, or with placeholders; null when there is none. */
    @Nullable
    Definition draft() {
        return definition;
    }

    boolean isDraft() {
        return definition != null && !gaps.isEmpty();
    }

    /** Whether others may not rely on what the draft says, as parts of it are placeholders. */
    boolean isPartial() {
        return gaps.areFilled();
    }

    /** Whether a violation at a path of the definition follows from a problem that is reported already. */
    boolean explains(String path) {
        return gaps.explain(places.filePath(path));
    }

    String key() {
        return declaration.key();
    }

    /** The file that the document starts in; an overlay may be in another one. */
    SourceFile file() {
        return root().place().file();
    }

    /** What the document says in effect. */
    YamlNode root() {
        return places.find("");
    }

    Place placeOf(String path) {
        return places.find(path).place();
    }

    /** Reports a violation where the value is, naming the definition when that is a default of the project. */
    void report(Violation violation, ProblemList problems) {
        Place place = TextPlace.inside(places.find(violation.path()), violation.line(), violation.column());
        String path = places.filePath(violation.path());
        boolean isDefault = place.file() != file() && place.file().name().equals(ProjectFile.NAME);
        String of = isDefault
                ? kind().text() + " '" + declaration.name() + "' at "
                        + root().place().location() + ", "
                : "";
        problems.add(place, of + path + ": " + violation.message(), violation.hint());
    }

    private void readDefinition(YamlNode root, Path folder, ProblemList problems) {
        ShapeReader reader = new ShapeReader(problems, places);
        Values values = reader.readDocument(root, KindShapes.of(kind()));
        gaps = reader.gaps();
        if (!isBuildable()) {
            return;
        }
        try {
            definition = DefinitionBuilder.build(kind(), new DocumentContext(folder, values, places));
        } catch (GranaryException e) {
            report(String.valueOf(e.getMessage()), problems);
        }
    }

    /** A source is known by its columns; without them there is nothing to check. */
    private boolean isBuildable() {
        return !gaps.areFilledIn("schema") && !gaps.areFilledIn("format") && places.contains("kind");
    }

    private void report(String message, ProblemList problems) {
        String path = message.contains(":") ? message.substring(0, message.indexOf(':')) : "";
        if (!gaps.explain(path)) {
            problems.add(places.find(path).place(), message, null);
        }
    }
}
