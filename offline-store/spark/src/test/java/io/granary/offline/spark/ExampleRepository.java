package io.granary.offline.spark;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.Duck;
import io.granary.registry.server.repository.FeatureRepository;
import io.granary.registry.server.repository.RepositoryLoader;
import io.granary.registry.server.validation.SchemaReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The example repository of real flights, and the class path of the Spark process that the build has made. */
final class ExampleRepository {

    static final Path FOLDER =
            Path.of("../../feature-repo-example").toAbsolutePath().normalize();
    static final Path SPARK_JARS = Path.of("target/spark").toAbsolutePath();
    static final String FLIGHTS = "'" + FOLDER.resolve("data/flights-2001-01a.parquet") + "'";

    private ExampleRepository() {}

    static Revision revision() {
        FeatureRepository repository = RepositoryLoader.load(FOLDER, SchemaReader.NONE);
        return Revision.none(repository.project())
                .next(repository.definitions(), "test", "test", Instant.parse("2001-01-15T00:00:00Z"));
    }

    /** The same, with its tables in an object store. */
    static Revision inStore(ObjectAddress root) {
        Revision revision = revision();
        List<Definition> moved = revision.definitions().all().stream()
                .map(definition -> definition instanceof BatchSource table ? moved(table, root) : definition)
                .toList();
        return Revision.none(revision.project())
                .next(new Definitions(moved), "test", "test", Instant.parse("2001-01-15T00:00:00Z"));
    }

    private static Definition moved(BatchSource table, ObjectAddress root) {
        return new BatchSource(
                table.name(),
                table.format(),
                root + "/" + table.path(),
                table.eventTimestamp(),
                table.createdTimestamp(),
                table.schema(),
                table.expectations(),
                table.metadata());
    }

    /** Writes an entity frame: the flights of the first week, at their departure. */
    static Path writeLabels(Path folder) {
        Path labels = folder.resolve("labels.parquet");
        Duck.run("COPY (SELECT flight_id, origin, destination, departed_at, departed_at AS event_timestamp,"
                + " delay_minutes > 15 AS late FROM " + FLIGHTS + " WHERE departed_at < '2001-01-08'"
                + " ORDER BY departed_at, flight_id) TO '" + labels + "' (FORMAT parquet)");
        return labels;
    }
}
