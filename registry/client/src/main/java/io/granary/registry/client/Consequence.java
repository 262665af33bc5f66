package io.granary.registry.client;

import io.granary.core.definition.Kind;

/** What a plan does to a definition, or to those who use it, beside what it does to the definition itself. */
public sealed interface Consequence permits Breakage, Notice {

    /** Of the definition that it happens to. */
    Kind kind();

    /** The name that the definition has after the apply, or had last. */
    String name();

    /** One line for people, without a full stop. */
    String sentence();

    /** Whether somebody who is content before the apply is not after it. */
    boolean breaks();
}
