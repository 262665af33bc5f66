package io.granary.online.serving;

import io.granary.core.definition.Feature;
import io.granary.core.row.RowCodec;
import io.granary.core.row.RowSchema;
import io.granary.core.row.StoredRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the wanted features out of rows of one schema; a feature that the schema lacks has its default. */
final class SchemaReader {

    private static final int ABSENT = -1;

    private final RowCodec codec;
    private final int[] columns;
    private final @Nullable Object[] defaults;

    SchemaReader(RowSchema schema, List<Feature> wanted) {
        codec = RowCodec.of(schema);
        columns = wanted.stream()
                .mapToInt(feature -> columnOf(schema, feature.name()))
                .toArray();
        defaults = wanted.stream().map(Feature::defaultValue).toArray();
    }

    private static int columnOf(RowSchema schema, String name) {
        for (int i = 0; i < schema.columns().size(); i++) {
            if (schema.columns().get(i).name().equals(name)) {
                return i;
            }
        }
        return ABSENT;
    }

    @Nullable
    Object[] read(byte[] row) {
        @Nullable Object[] stored = codec.decode(row, StoredRow.HEADER_LENGTH);
        @Nullable Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = columns[i] == ABSENT ? defaults[i] : stored[columns[i]];
        }
        return values;
    }
}
