package io.granary.formats;

import io.granary.core.definition.Metadata;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.StreamSource.Format;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source for tests: rides, with a created timestamp when asked for. */
final class Rides {

    private static final List<Column> COLUMNS = List.of(
            new Column("driver", ScalarType.STRING),
            new Column("happened_at", ScalarType.TIMESTAMP),
            new Column("miles", ScalarType.INT64),
            new Column("minutes", ScalarType.INT64));

    private Rides() {}

    static StreamSource source(Format format, @Nullable String avroSchema) {
        return source(format, avroSchema, null);
    }

    static StreamSource source(Format format, @Nullable String avroSchema, @Nullable String createdTimestamp) {
        return new StreamSource(
                "rides",
                "rides",
                format,
                COLUMNS,
                avroSchema,
                "happened_at",
                createdTimestamp,
                null,
                Duration.ZERO,
                Duration.ofMinutes(1),
                null,
                Metadata.NONE);
    }
}
