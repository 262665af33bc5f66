package io.granary.registry.server.lineage;

import io.granary.core.expression.Expression;
import io.granary.core.expression.ExpressionException;
import io.granary.registry.server.validation.Names;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that an expression of a definition reads. */
final class ReadNames {

    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private ReadNames() {}

    /**
     * Empty for no text. Empty too for a text that does not parse: the registry takes an expression over columns that it
     * does not know as it is.
     */
    static Set<String> of(@Nullable String text) {
        if (text == null || CONSTANTS.contains(text)) {
            return Set.of();
        }
        if (Names.isValid(text)) {
            return Set.of(text);
        }
        try {
            return Expression.namesIn(text);
        } catch (ExpressionException e) {
            return Set.of();
        }
    }
}
