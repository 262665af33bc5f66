package io.granary.registry.server.validation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.granary.core.expression.Expression;
import io.granary.core.expression.ExpressionException;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions to see whether they do, and remembers those that did: a plan and its apply check the same
 * definitions, and the next plan nearly the same. Bounded; safe for threads.
 */
final class SoundExpressions {

    private static final int MAX_REMEMBERED = 100_000;

    private static final Cache<Compilation, DataType> SOUND =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    private SoundExpressions() {}

    /** Why an expression does not compile; null when it does. */
    static @Nullable ExpressionException failure(String text, List<Column> variables, DataType result) {
        Compilation compilation = new Compilation(text, variables, result);
        if (SOUND.getIfPresent(compilation) != null) {
            return null;
        }
        try {
            Expression.compile(text, variables, result);
        } catch (ExpressionException e) {
            return e;
        }
        SOUND.put(compilation, result);
        return null;
    }

    /** @throws ExpressionException when the expression does not compile, or gives no scalar */
    static ScalarType scalarType(String text, List<Column> variables) {
        Compilation compilation = new Compilation(text, variables, null);
        if (SOUND.getIfPresent(compilation) instanceof ScalarType known) {
            return known;
        }
        ScalarType type = Expression.scalarType(text, variables);
        SOUND.put(compilation, type);
        return type;
    }

    /** @param result null: any scalar */
    private record Compilation(
            String text, List<Column> variables, @Nullable DataType result) {

        Compilation {
            variables = List.copyOf(variables);
        }
    }
}
