package io.granary.online.serving;

import io.granary.core.row.RowSchema;
import org.jspecify.annotations.Nullable;

/** Where a plan asks for a row schema that its own revision did not know, because a writer was first to see a newer one. */
@FunctionalInterface
interface SchemaLookup {

    /** The schema of that id in the view's generation, or null. */
    @Nullable
    RowSchema find(String view, String generation, long schemaId);
}
