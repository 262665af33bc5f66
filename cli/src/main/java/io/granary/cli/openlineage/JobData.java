package io.granary.cli.openlineage;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.RepositoryPath;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data set that a job reads or writes: files by their absolute path, an Iceberg table by its name, a feature view by its
 * project.
 *
 * @param columns types by name, in order; empty when nobody knows before it is read
 * @param rows how many were written; null when that is not known
 */
record JobData(
        String namespace,
        String name,
        Map<String, String> columns,
        @Nullable Long rows) {

    private static final String ICEBERG = "iceberg";

    JobData {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    static JobData files(Path path) {
        return files(path, Map.of(), null);
    }

    /** A path of this machine, or the address of objects. */
    static JobData place(String text) {
        return ObjectAddress.isAddress(text) ? objects(ObjectAddress.parse(text), Map.of()) : files(Path.of(text));
    }

    static JobData table(BatchSource table, Path repository) {
        List<Column> schema = table.schema() == null ? List.of() : table.schema();
        Map<String, String> columns = new LinkedHashMap<>();
        schema.forEach(column -> columns.put(column.name(), column.type().text()));
        ObjectAddress address = table.address();
        if (address != null) {
            return objects(address, columns);
        }
        return table.format() == BatchSource.Format.ICEBERG
                ? new JobData(ICEBERG, table.path(), columns, null)
                : files(RepositoryPath.resolve(repository, table.path()), columns, null);
    }

    /** Where a training set goes. */
    static JobData output(TrainingSetRequest request) {
        return request.table() == null
                ? files(request.output())
                : new JobData(ICEBERG, request.table(), Map.of(), null);
    }

    static JobData output(TrainingSetRequest request, TrainingSetManifest set) {
        Map<String, String> types = new LinkedHashMap<>();
        set.columns().forEach(column -> types.put(column.name(), column.type()));
        JobData place = output(request);
        return new JobData(place.namespace, place.name, types, set.rows());
    }

    static JobData view(Revision revision, String name) {
        Definitions definitions = revision.definitions();
        FeatureView view = definitions.featureView(name);
        Map<String, String> columns = new LinkedHashMap<>();
        definitions
                .joinKeys(view)
                .forEach(key -> columns.put(key.name(), key.type().text()));
        definitions
                .features(view)
                .forEach(feature -> columns.put(feature.name(), feature.type().text()));
        return new JobData(namespace(revision), name, columns, null);
    }

    /** Of a project's jobs and of its feature views. */
    static String namespace(Revision revision) {
        return "granary://" + revision.project();
    }

    JobData withRows(long count) {
        return new JobData(namespace, name, columns, count);
    }

    /** The store is the namespace, as OpenLineage names objects. */
    private static JobData objects(ObjectAddress address, Map<String, String> columns) {
        String[] parts = address.text().split("/", 4);
        return new JobData(parts[0] + "//" + parts[2], parts.length < 4 ? "/" : parts[3], columns, null);
    }

    private static JobData files(Path path, Map<String, String> columns, @Nullable Long rows) {
        return new JobData("file", path.toAbsolutePath().normalize().toString(), columns, rows);
    }
}
