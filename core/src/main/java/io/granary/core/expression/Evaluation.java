package io.granary.core.expression;

import org.jspecify.annotations.Nullable;

/** How a compiled expression gets its value. */
@FunctionalInterface
interface Evaluation {

    /** The value as the result type's Java class; throws {@link ExpressionException} when there is none. */
    @Nullable
    Object evaluate(Variables variables);
}
