package io.granary.offline.local;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.TrainingSetRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for the columns {@code sold} and {@code note} of a shop's last row, in a view {@code last}. */
final class LastOfShop {

    private LastOfShop() {}

    /**
     * A request without features.
     *
     * @param shop type of the join key
     * @param source of the view, among the sources
     */
    static TrainingSetRequest.Builder request(Path folder, ScalarType shop, String source, Definition... sources) {
        List<Definition> definitions = new ArrayList<>(List.of(sources));
        definitions.add(new Entity("shop", List.of(new JoinKey("shop", shop)), Metadata.NONE));
        definitions.add(new FeatureView(
                "last",
                List.of("shop"),
                source,
                Map.of(),
                null,
                List.of(
                        new Feature("sold", ScalarType.INT64, "sold", null),
                        new Feature("note", ScalarType.STRING, "note", null)),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE));
        Revision revision = Revision.none("shops").next(new Definitions(definitions), "test", "test", Instant.EPOCH);
        return TrainingSetRequest.builder(revision).repository(folder).output(folder.resolve("set"));
    }

    /** A stream of JSON, named as its topic. */
    static StreamSource stream(String name, List<Column> columns, StreamSource.@Nullable History history) {
        return new StreamSource(
                name,
                name,
                StreamSource.Format.JSON,
                columns,
                null,
                "at",
                null,
                null,
                StreamSource.DEFAULT_ALLOWED_LATENESS,
                StreamSource.DEFAULT_MAX_FUTURE_SKEW,
                history,
                Metadata.NONE);
    }
}
