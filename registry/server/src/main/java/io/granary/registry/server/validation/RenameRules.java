package io.granary.registry.server.validation;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Feature;
import io.granary.core.definition.View;
import java.util.List;

/** What must hold for {@code was}: that one thing, and not two, has moved from one name to another. */
final class RenameRules {

    private final Check check;

    RenameRules(Check check) {
        this.check = check;
    }

    void apply(Definition definition) {
        String was = definition.metadata().was();
        if (was != null) {
            Definition other = check.definitions().find(definition.kind(), was);
            require(
                    "was",
                    was,
                    definition.name(),
                    other != null && other.metadata().was() == null);
            requireOne("was", was, definition.name(), first(definition, was));
        }
        if (definition instanceof View view) {
            for (int i = 0; i < view.features().size(); i++) {
                apply(view, view.features().get(i), "features[" + i + "].was");
            }
        }
    }

    private void apply(View view, Feature feature, String path) {
        String was = feature.was();
        if (was != null) {
            Feature other = view.findFeature(was);
            require(path, was, feature.name(), other != null && other.was() == null);
            requireOne(path, was, feature.name(), first(view.features(), was));
        }
    }

    private void require(String path, String was, String name, boolean isStillThere) {
        check.requireName(path, was);
        if (was.equals(name)) {
            check.violation(path, "'" + was + "'", "another name than the present one");
        } else if (isStillThere) {
            check.violation(
                    path,
                    "'" + was + "'",
                    "a name that nothing has now; if '" + was + "' is new, remove this was, which has done its work");
        }
    }

    /** @param first the name of the first that has this old name */
    private void requireOne(String path, String was, String name, String first) {
        if (!first.equals(name)) {
            check.violation(path, "'" + was + "'", "one new name for it; '" + first + "' is another");
        }
    }

    private String first(Definition definition, String was) {
        return check.definitions().all().stream()
                .filter(other ->
                        other.kind().namespace().equals(definition.kind().namespace()))
                .filter(other -> was.equals(other.metadata().was()))
                .map(Definition::name)
                .findFirst()
                .orElseThrow();
    }

    private static String first(List<Feature> features, String was) {
        return features.stream()
                .filter(other -> was.equals(other.was()))
                .map(Feature::name)
                .findFirst()
                .orElseThrow();
    }
}
