package io.granary.online.serving;

import io.granary.core.definition.Feature;
import io.granary.core.definition.ViewState;
import io.granary.core.row.RowCells;
import io.granary.core.row.RowProjection;
import io.granary.core.row.RowSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the wanted features out of rows of one schema; a feature that the schema lacks has its default. */
final class FeatureReader {

    private final long schemaId;
    private final RowProjection projection;
    private final @Nullable Object[] defaults;

    FeatureReader(RowSchema schema, ViewState state, List<Feature> wanted) {
        RowSchema wantedSchema =
                new RowSchema(wanted.stream().map(state::column).toList());
        schemaId = schema.id();
        projection = RowProjection.of(schema, wantedSchema);
        defaults = new Object[wanted.size()];
        for (int i = 0; i < defaults.length; i++) {
            defaults[i] = projection.holds(i) ? null : wanted.get(i).defaultValue();
        }
    }

    /** The schema of the rows. */
    long schemaId() {
        return schemaId;
    }

    /** Reads the body of a row into cells, from the first one on. */
    void read(int offset, int end, RowCells cells, int firstCell) {
        projection.decode(offset, end, cells, firstCell);
        for (int i = 0; i < defaults.length; i++) {
            Object defaultValue = defaults[i];
            if (defaultValue != null) {
                cells.setObject(firstCell + i, defaultValue);
            }
        }
    }
}
