package io.granary.registry.server.repository;

import io.granary.core.Suggestions;
import io.granary.core.definition.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says it defines.
 *
 * @param name as written, maybe no name at all
 */
record Declaration(Kind kind, @Nullable String name) {

    private static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::text).toList();

    /** Null after reporting that there is no such kind. */
    static @Nullable Declaration read(YamlNode root, ProblemList problems) {
        YamlNode found = root instanceof YamlNode.Fields fields ? fields.find("kind") : null;
        if (found == null) {
            problems.add(root.place(), "kind: missing (expected: one of " + String.join(", ", KINDS) + ")", null);
            return null;
        }
        String text = found instanceof YamlNode.Text word ? word.text() : "";
        if (KINDS.contains(text)) {
            return new Declaration(Kind.parse(text), ((YamlNode.Fields) root).findText("name"));
        }
        problems.add(
                found.place(),
                "kind: " + found.shown() + " (expected: one of " + String.join(", ", KINDS) + ")",
                Suggestions.of(text, KINDS));
        return null;
    }

    /** What no two documents may share. */
    String key() {
        return key(kind, name);
    }

    static String key(Kind kind, @Nullable String name) {
        return kind.namespace() + " " + name;
    }
}
