package io.granary.core.definition;

import io.granary.core.type.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows of a feature view come from. */
public sealed interface DataSource extends Definition permits BatchSource, StreamSource, PushSource {

    /** The columns of a row, or null when they are read from the file. */
    @Nullable
    List<Column> schema();

    /** The column that says when a row became true; null for a static table. */
    @Nullable
    String eventTimestamp();

    /** What its rows, or a table of them, should be like. */
    List<Expectation> expectations();

    /** The column that says when a row was written, or null when the source does not know. */
    default @Nullable String createdTimestamp() {
        return null;
    }

    /** The topic's stream that a project reads the rows from; null for a table. */
    default @Nullable StreamSource findStream(String project) {
        return null;
    }
}
