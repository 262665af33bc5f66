package io.granary.cli.openlineage;

import io.granary.answers.LoggedAnswer;
import io.granary.archive.ArchivedRecord;
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
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A data set that a job reads or writes: files by their absolute path, an Iceberg table by its name, a feature view by its
 * project, a Redis by its address.
 *
 * @param columns types by name, in order; empty when nobody knows before it is read
 * @param rows how many were written; null when that is not known
 */
public record JobData(
        String namespace,
        String name,
        Map<String, String> columns,
        @Nullable Long rows) {

    private static final String ICEBERG = "iceberg";

    public JobData {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    static JobData files(Path path) {
        return files(path, Map.of());
    }

    /** What an archive has of a topic. */
    static JobData archive(Path archive, String topic) {
        return files(archive.resolve(topic), columns(ArchivedRecord.schema()));
    }

    /** Answers that serving keeps. */
    static JobData answers(Path folder) {
        return files(folder, columns(LoggedAnswer.schema()));
    }

    /** What an online store of somebody else has of a project of his. */
    static JobData redis(String address, String project) {
        return new JobData("redis://" + address, project, Map.of(), null);
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
                : files(RepositoryPath.resolve(repository, table.path()), columns);
    }

    /** Where a training set goes. */
    static JobData output(TrainingSetRequest request) {
        return request.table() == null
                ? files(request.output())
                : new JobData(ICEBERG, request.table(), Map.of(), null);
    }

    static JobData output(TrainingSetRequest request, TrainingSetManifest set) {
        JobData place = output(request);
        return new JobData(place.namespace, place.name, columns(set), set.rows());
    }

    /** A training set that is there. */
    static JobData trainingSet(Path folder, TrainingSetManifest set) {
        return set.table() == null
                ? files(folder, columns(set))
                : new JobData(ICEBERG, set.table().table(), columns(set), null);
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
        return new JobData(namespace(revision.project()), name, columns, null);
    }

    /** Of a project's jobs and of its feature views. */
    static String namespace(String project) {
        return "granary://" + project;
    }

    JobData withRows(long count) {
        return new JobData(namespace, name, columns, count);
    }

    /** The store is the namespace, as OpenLineage names objects. */
    private static JobData objects(ObjectAddress address, Map<String, String> columns) {
        String[] parts = address.text().split("/", 4);
        return new JobData(parts[0] + "//" + parts[2], parts.length < 4 ? "/" : parts[3], columns, null);
    }

    private static JobData files(Path path, Map<String, String> columns) {
        return new JobData("file", path.toAbsolutePath().normalize().toString(), columns, null);
    }

    private static Map<String, String> columns(TrainingSetManifest set) {
        Map<String, String> types = new LinkedHashMap<>();
        set.columns().forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    /** Of a field that may be null, what it is else; logical types by their names. */
    private static Map<String, String> columns(Schema schema) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            Schema type = field.schema().isUnion() ? field.schema().getTypes().get(1) : field.schema();
            LogicalType logical = type.getLogicalType();
            columns.put(field.name(), logical == null ? type.getType().getName() : logical.getName());
        }
        return columns;
    }
}
