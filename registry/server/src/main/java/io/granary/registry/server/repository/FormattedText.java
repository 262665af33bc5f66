package io.granary.registry.server.repository;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The canonical text of a definition file: the same values and the same comments, checked before it is given out. */
final class FormattedText {

    private final SourceFile file;
    private final ParsedFile parsed;

    private FormattedText(SourceFile file) {
        this.file = file;
        this.parsed = ParsedFile.of(file);
    }

    /**
     * The text that a file should have.
     *
     * @throws InvalidRepositoryException when the file has problems of its own
     * @throws GranaryException (UNPROCESSABLE) when a comment stands where it cannot be kept
     */
    static String of(SourceFile file) {
        FormattedText text = new FormattedText(file);
        text.requireValid();
        String formatted = text.format();
        text.requireSame(formatted);
        return formatted;
    }

    private void requireValid() {
        ProblemList problems = parsed.problems();
        for (YamlNode document : parsed.documents()) {
            ProblemList found = new ProblemList();
            Shape.ObjectOf shape = shape(document, found);
            if (shape != null) {
                new ShapeReader(found, new Places()).readPart(document, shape);
            }
            problems.addAll(found.sorted());
        }
        if (!problems.isEmpty()) {
            throw new InvalidRepositoryException(problems.sorted());
        }
    }

    private Shape.@Nullable ObjectOf shape(YamlNode document, ProblemList found) {
        if (file.name().equals(ProjectFile.NAME)) {
            return ProjectShapes.PROJECT;
        }
        Declaration declaration = Declaration.read(document, found);
        return declaration == null ? null : KindShapes.of(declaration.kind());
    }

    private String format() {
        CommentPlacement placed = CommentPlacement.of(read(file.text()));
        List<YamlNode> documents = parsed.documents();
        YamlPrinter printer = new YamlPrinter(CommentedNodes.of(documents, placed.slots()));
        for (int i = 0; i < documents.size(); i++) {
            if (i > 0) {
                printer.line("---");
            }
            placed.header(i).forEach(printer::line);
            printer.document((YamlNode.Fields) documents.get(i), shape(i));
            placed.footer(i).forEach(printer::line);
        }
        if (documents.isEmpty()) {
            placed.footer(0).forEach(printer::line);
        }
        return printer.text();
    }

    private Shape shape(int document) {
        Shape shape = shape(parsed.documents().get(document), new ProblemList());
        return shape == null ? new Shape.Any() : shape;
    }

    private SlotReader read(String text) {
        try {
            return SlotReader.read(text);
        } catch (YamlEngineException e) {
            throw cannot("a comment stands where YAML readers disagree about comments", e);
        }
    }

    private void requireSame(String formatted) {
        ParsedFile again = ParsedFile.of(new SourceFile(file.name(), formatted, file.root()));
        List<Object> values = parsed.documents().stream().map(NodeValues::of).toList();
        if (!again.documents().stream().map(NodeValues::of).toList().equals(values)) {
            throw cannot("the result would say something else", null);
        }
        if (!comments(formatted).equals(comments(file.text()))) {
            throw cannot("a comment would be lost", null);
        }
    }

    private List<String> comments(String text) {
        List<String> comments = new ArrayList<>();
        read(text).comments().forEach(comment -> comments.add(comment.text()));
        comments.sort(null);
        return comments;
    }

    private GranaryException cannot(String reason, @Nullable Exception cause) {
        return new GranaryException(
                ErrorCode.UNPROCESSABLE,
                "Cannot format " + file.name() + ": " + reason + "; it is left as it is",
                cause);
    }
}
