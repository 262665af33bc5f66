package io.granary.online.serving;

import io.granary.core.definition.Feature;
import io.granary.core.definition.ViewState;
import io.granary.core.row.RowProjection;
import io.granary.core.row.RowSchema;
import io.granary.core.row.StoredRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the wanted features out of rows of one schema; a feature that the schema lacks has its default. */
final class FeatureReader {

    private final RowProjection projection;
    private final @Nullable Object[] defaults;

    FeatureReader(RowSchema schema, ViewState state, List<Feature> wanted) {
        RowSchema wantedSchema =
                new RowSchema(wanted.stream().map(state::column).toList());
        projection = RowProjection.of(schema, wantedSchema);
        defaults = new Object[wanted.size()];
        for (int i = 0; i < defaults.length; i++) {
            defaults[i] = projection.holds(i) ? null : wanted.get(i).defaultValue();
        }
    }

    @Nullable
    Object[] read(byte[] row) {
        @Nullable Object[] values = projection.decode(row, StoredRow.HEADER_LENGTH);
        for (int i = 0; i < defaults.length; i++) {
            if (defaults[i] != null) {
                values[i] = defaults[i];
            }
        }
        return values;
    }
}
