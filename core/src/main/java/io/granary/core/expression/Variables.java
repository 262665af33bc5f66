package io.granary.core.expression;

import org.jspecify.annotations.Nullable;

/** Where an expression finds the values of its variables. */
@FunctionalInterface
public interface Variables {

    /** The value of a declared variable, of its type's Java class; null is SQL's null. */
    @Nullable
    Object value(String name);
}
