package io.granary.formats;

import org.jspecify.annotations.Nullable;

/** The headers of a record, wherever it is kept. */
@FunctionalInterface
public interface EventHeaders {

    /** Of a record without headers. */
    EventHeaders NONE = name -> null;

    /** The value of the last header with a name, or null. */
    byte @Nullable [] last(String name);
}
