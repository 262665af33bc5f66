package io.granary.offline.spark;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table of what shops sold, and views of it that all have the same feature. */
final class Sales {

    static final List<Column> COLUMNS = List.of(
            new Column("shop", ScalarType.STRING),
            new Column("at", ScalarType.TIMESTAMP),
            new Column("sold", ScalarType.INT64));

    private Sales() {}

    /** Adds a row to a table of CSV that is just being read. */
    static void append(Path sales, Progress progress) {
        if (progress.stage().equals("computing rows")) {
            try {
                Files.writeString(sales, "b,2001-01-01T00:00:00Z,8\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Definitions definitions(BatchSource.Format format, String path, String... views) {
        List<Definition> definitions = new ArrayList<>(List.of(
                new Entity("shop", List.of(new JoinKey("shop", ScalarType.STRING)), Metadata.NONE),
                new BatchSource("sales", format, path, "at", null, COLUMNS, Metadata.NONE)));
        for (String view : views) {
            definitions.add(new FeatureView(
                    view,
                    List.of("shop"),
                    "sales",
                    Map.of(),
                    null,
                    List.of(new Feature("sold", ScalarType.INT64, "sold", null)),
                    List.of(),
                    null,
                    true,
                    true,
                    Metadata.NONE));
        }
        return new Definitions(definitions);
    }
}
