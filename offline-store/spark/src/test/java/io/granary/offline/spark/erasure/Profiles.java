package io.granary.offline.spark.erasure;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.RowErasureRequest;
import io.granary.offline.engine.RowErasureRequest.Mode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A project with views of one table of profiles, and requests to erase from it.
 *
 * @param folder of the repository
 */
record Profiles(Path folder, Revision revision, List<JoinKey> joinKeys) {

    static final String PATH = "profiles";
    static final Instant UNTIL = Instant.parse("2026-06-01T00:00:00Z");
    static final JoinKey DRIVER = new JoinKey("driver", ScalarType.STRING);

    private static final String PROJECT = "cabs";

    /** Of a table with event timestamps. */
    static Profiles of(Path folder) {
        return of(folder, "since", null, List.of(DRIVER), Map.of());
    }

    /** @param columns of join keys that have another name in the table */
    static Profiles of(
            Path folder,
            @Nullable String event,
            @Nullable String created,
            List<JoinKey> joinKeys,
            Map<String, String> columns) {
        return of(
                folder,
                List.of(new Entity("driver", joinKeys, Metadata.NONE), table(event, created), view("profile", columns)),
                joinKeys);
    }

    static Profiles of(Path folder, List<Definition> definitions, List<JoinKey> joinKeys) {
        Revision revision = Revision.none(PROJECT)
                .next(new Definitions(new ArrayList<>(definitions)), "tester", "test", Instant.EPOCH);
        return new Profiles(folder, revision, joinKeys);
    }

    static BatchSource table(@Nullable String event, @Nullable String created) {
        return new BatchSource("profiles", BatchSource.Format.PARQUET, PATH, event, created, null, Metadata.NONE);
    }

    static FeatureView view(String name, Map<String, String> columns, String... more) {
        List<String> entities = new ArrayList<>(List.of("driver"));
        entities.addAll(List.of(more));
        return new FeatureView(
                name,
                entities,
                "profiles",
                columns,
                null,
                List.of(new Feature("number", ScalarType.INT32, "number", null)),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
    }

    /** The file or folder of the table. */
    Path table() {
        return folder.resolve(PATH);
    }

    RowErasureRequest request(String id, Mode mode, Object... values) {
        EntityKey key = EntityKeyCodec.of(PROJECT, joinKeys).encode(values);
        return new RowErasureRequest(id, folder, List.of(revision), key, UNTIL, mode);
    }

    /** The rows that are erased. */
    long erase(Object... values) {
        return new RowErasure(request("e1", Mode.ERASE, values))
                .run()
                .tables()
                .get(0)
                .rows();
    }
}
