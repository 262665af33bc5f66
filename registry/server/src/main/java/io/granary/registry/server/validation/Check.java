package io.granary.registry.server.validation;

import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.core.definition.View;
import io.granary.core.expression.ExpressionException;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the violations of one definition. */
final class Check {

    private final Definition definition;
    private final Definitions definitions;
    private final Unreadable unreadable;
    private final List<Violation> violations;

    Check(Definition definition, Definitions definitions, Unreadable unreadable, List<Violation> violations) {
        this.definition = definition;
        this.definitions = definitions;
        this.unreadable = unreadable;
        this.violations = violations;
    }

    Definitions definitions() {
        return definitions;
    }

    /** The definition of that namespace and name, or null when there is none that a check may rely on. */
    @Nullable
    Definition find(Kind kind, String name) {
        return unreadable.isPartial(kind, name) ? null : definitions.find(kind, name);
    }

    /** The features of a view, or null when they cannot be told, which is reported where the reason is. */
    @Nullable
    List<Feature> features(View view) {
        if (view instanceof FeatureView plain
                && plain.isWindowed()
                && find(Kind.BATCH_SOURCE, plain.source()) == null) {
            return null;
        }
        try {
            return definitions.features(view);
        } catch (GranaryException e) {
            return null;
        }
    }

    void violation(String path, String value, String expected) {
        violation(path, value, expected, null);
    }

    void violation(String path, String value, String expected, @Nullable String hint) {
        add(path, value + " (expected: " + expected + ")", hint, 0, 0);
    }

    void requireName(String path, String name) {
        if (!Names.isValid(name)) {
            violation(path, "'" + name + "'", Names.EXPECTED);
        }
    }

    /** Each name valid and given once. */
    void requireNames(String list, String field, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String path = list + "[" + i + "]" + field;
            requireName(path, names.get(i));
            if (!seen.add(names.get(i))) {
                violation(path, "'" + names.get(i) + "'", "each name once");
            }
        }
    }

    /** One of some words, with a suggestion when it is not. */
    boolean requireKnown(String path, String word, Collection<String> known, String what) {
        if (known.contains(word)) {
            return true;
        }
        violation(path, "'" + word + "'", what, Suggestions.of(word, known));
        return false;
    }

    /** The definition that a reference names, or null after reporting that there is none of that class. */
    <T extends Definition> @Nullable T resolve(String path, Kind kind, String name, Class<T> type) {
        Definition found = find(kind, name);
        if (type.isInstance(found)) {
            return type.cast(found);
        }
        if (found != null) {
            violation(path, "'" + name + "' of kind " + found.kind().text(), "the name of " + article(kind.text()));
        } else if (!unreadable.contains(kind, name)) {
            List<String> known =
                    definitions.all(type).stream().map(Definition::name).toList();
            violation(path, "'" + name + "'", "the name of " + article(kind.namespace()), Suggestions.of(name, known));
        }
        return null;
    }

    /** Compiles an expression and reports, with its position, why it does not. */
    void requireCompiles(String path, String text, List<Column> variables, DataType result) {
        ExpressionException failure = SoundExpressions.failure(text, variables, result);
        if (failure != null) {
            report(path, failure);
        }
    }

    /** Text that a value of a type is written as. */
    void requireValue(String path, String text, DataType type) {
        try {
            Coercion.coerce(text, type, path);
        } catch (GranaryException e) {
            add(path, String.valueOf(e.getMessage()).substring(path.length() + 2), null, 0, 0);
        }
    }

    void report(String path, ExpressionException failure) {
        add(path, String.valueOf(failure.getMessage()), null, failure.line(), failure.column());
    }

    private static String article(String noun) {
        return ("AEIOUaeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    private void add(String path, String message, @Nullable String hint, int line, int column) {
        violations.add(new Violation(definition.kind(), definition.name(), path, message, hint, line, column));
    }
}
