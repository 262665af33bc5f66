package io.granary.online.serving;

import io.granary.core.row.RowSchema;
import org.jspecify.annotations.Nullable;

/** Where a plan asks for a row schema that its own revision did not know, because a writer was first to see a newer one. */
@FunctionalInterface
interface SchemaLookup {

    /** The schema of that id in the generation that the plan reads of the view, or null. */
    @Nullable
    RowSchema find(String view, long schemaId);
}
