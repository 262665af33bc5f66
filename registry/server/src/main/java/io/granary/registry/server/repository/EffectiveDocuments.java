package io.granary.registry.server.repository;

import io.granary.core.Suggestions;
import io.granary.core.definition.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The documents of a repository as they are in one environment: defaults below them, its overlays over them. */
final class EffectiveDocuments {

    /** A document with its declaration. */
    record Declared(Declaration declaration, YamlNode root) {}

    private final Map<Kind, YamlNode> defaults;
    private final ProblemList problems;
    private final Overlay overlay;
    private final List<Declared> documents = new ArrayList<>();
    private final Map<String, Integer> byKey = new HashMap<>();
    private final Map<String, YamlNode> overlaid = new LinkedHashMap<>();

    EffectiveDocuments(Map<Kind, YamlNode> defaults, ProblemList problems) {
        this.defaults = defaults;
        this.problems = problems;
        this.overlay = new Overlay(problems);
    }

    /** A document of its own. */
    void add(Declared document) {
        byKey.putIfAbsent(document.declaration().key(), documents.size());
        documents.add(new Declared(document.declaration(), withDefaults(document)));
    }

    /** A document of the environment, which changes the one of its kind and name, or is one of its own. */
    void lay(Declared over) {
        String key = over.declaration().key();
        YamlNode first = overlaid.putIfAbsent(key, over.root());
        Integer at = byKey.get(key);
        if (first != null) {
            problems.add(
                    placeOfName(over.root()),
                    "name: '" + over.declaration().name() + "' (expected: once in the environment; first at "
                            + placeOfName(first).location() + ")",
                    null);
        } else if (at == null) {
            addOwn(over);
        } else if (requireSameKind(over, documents.get(at))) {
            Declared base = documents.get(at);
            YamlNode merged = overlay.merge(
                    base.root(), over.root(), KindShapes.of(base.declaration().kind()));
            documents.set(at, new Declared(base.declaration(), merged));
        }
    }

    List<Declared> all() {
        return documents;
    }

    /** What an overlay that changes nothing may have meant, or null. */
    private void addOwn(Declared over) {
        String name = over.declaration().name();
        String meant = name == null
                ? null
                : Suggestions.of(name, namesOf(over.declaration().kind()));
        boolean isIncomplete = over.root() instanceof YamlNode.Fields fields
                && KindShapes.of(over.declaration().kind()).fields().stream()
                        .anyMatch(field -> field.need() == Shape.Need.REQUIRED && fields.find(field.name()) == null);
        if (meant != null && isIncomplete) {
            problems.add(
                    placeOfName(over.root()),
                    "name: '" + name + "' (expected: a definition to change, or a whole one)",
                    meant);
        } else {
            add(over);
        }
    }

    private List<String> namesOf(Kind kind) {
        return documents.stream()
                .filter(document -> document.declaration().kind() == kind)
                .map(document -> String.valueOf(document.declaration().name()))
                .toList();
    }

    private boolean requireSameKind(Declared over, Declared base) {
        if (over.declaration().kind() == base.declaration().kind()) {
            return true;
        }
        problems.add(
                placeOf(over.root(), "kind"),
                "kind: '" + over.declaration().kind().text() + "' (expected: "
                        + base.declaration().kind().text() + ", as at "
                        + placeOf(base.root(), "kind").location() + ")",
                null);
        return false;
    }

    private YamlNode withDefaults(Declared document) {
        YamlNode below = defaults.get(document.declaration().kind());
        if (below == null || !(document.root() instanceof YamlNode.Fields)) {
            return document.root();
        }
        YamlNode merged = overlay.merge(
                below, document.root(), KindShapes.of(document.declaration().kind()));
        return merged instanceof YamlNode.Fields fields
                ? new YamlNode.Fields(
                        fields.entries(), fields.removed(), document.root().place())
                : merged;
    }

    static Place placeOfName(YamlNode root) {
        return placeOf(root, "name");
    }

    private static Place placeOf(YamlNode root, String field) {
        YamlNode found = root instanceof YamlNode.Fields fields ? fields.find(field) : null;
        return found == null ? root.place() : found.place();
    }
}
