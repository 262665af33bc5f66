package io.granary.registry.server.repository;

import io.granary.core.definition.Kind;
import java.util.List;
import java.util.Map;

/** Writes definition files. */
public final class DefinitionYaml {

    private DefinitionYaml() {}

    /**
     * The text of a definition file, in the form of {@link RepositoryFormatter}.
     *
     * @param documents the fields of each, of text, lists and maps; with a {@code kind} that exists
     */
    public static String write(List<Map<String, Object>> documents) {
        return print(documents.stream().map(PlainNodes::of).toList());
    }

    /** The text of {@code granary.yaml}. */
    public static String writeProject(Map<String, Object> fields) {
        YamlPrinter printer = new YamlPrinter(CommentedNodes.NONE);
        printer.document(PlainNodes.of(fields), ProjectShapes.PROJECT);
        return printer.text();
    }

    static String print(List<YamlNode.Fields> documents) {
        YamlPrinter printer = new YamlPrinter(CommentedNodes.NONE);
        for (int i = 0; i < documents.size(); i++) {
            if (i > 0) {
                printer.line("---");
            }
            String kind = String.valueOf(documents.get(i).findText("kind"));
            printer.document(documents.get(i), KindShapes.of(Kind.parse(kind)));
        }
        return printer.text();
    }
}
