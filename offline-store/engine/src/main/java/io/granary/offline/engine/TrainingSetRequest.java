package io.granary.offline.engine;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.definition.Revision;
import io.granary.core.expectation.Quarantine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the features of a list of entity rows, each as of its own moment.
 *
 * @param repository folder at which relative paths of sources start
 * @param entities the entity frame: the path of a Parquet or CSV file or of a folder of Parquet files, or where {@code
 *     frame} is: the folder of its table, or its address; its columns hold the join keys and the request fields of on-demand views, and are all kept
 * @param eventTimestamp the frame's column that says which moment a row asks for
 * @param service the feature service asked for, which also says what stands for a value that is not there; null when
 *     features are asked for one by one
 * @param features in the order of the output, at least one
 * @param output folder that gets {@code rows-*.parquet} and {@code manifest.json}
 * @param knowledge null: each source's default
 * @param archive of the topics; null: none is read
 * @param shape which rows, in which parts, with which label
 * @param pinned by the name of a table, the files that are read of it; of other tables, all there are
 * @param snapshots by the name of a source that keeps versions, or is in an object store, what is read of it
 * @param frame the entity frame when its table keeps versions or it is objects; null: it is files
 * @param table name of the Iceberg table that takes the files in {@code output}; null: they stay a folder
 */
public record TrainingSetRequest(
        Revision revision,
        Path repository,
        String entities,
        String eventTimestamp,
        @Nullable String service,
        List<FeatureSelection> features,
        Path output,
        ExistingOutput existingOutput,
        @Nullable Knowledge knowledge,
        @Nullable EventArchive archive,
        SetShape shape,
        Map<String, List<Path>> pinned,
        Map<String, ListedTable> snapshots,
        @Nullable ListedTable frame,
        @Nullable String table) {

    /** What happens to an output folder, or to the rows of an output table, that are already there. */
    public enum ExistingOutput {
        REFUSE,
        /** Replaced when the new set is complete. */
        REPLACE
    }

    public static final String DEFAULT_EVENT_TIMESTAMP = "event_timestamp";

    public TrainingSetRequest {
        revision = Quarantine.applied(revision);
        features = List.copyOf(features);
        pinned = Map.copyOf(pinned);
        snapshots = Map.copyOf(snapshots);
        if (features.isEmpty()) {
            throw GranaryException.invalid("features", features, "a feature service or at least one feature");
        }
    }

    /** What was asked, for the manifest. */
    public TrainingSetRecipe recipe() {
        return new TrainingSetRecipe(
                revision.project(),
                revision.number(),
                entities,
                eventTimestamp,
                service,
                features,
                knowledge,
                archive == null ? null : archive.folder(),
                frame instanceof TableSnapshot rows ? rows.version() : null,
                shape);
    }

    /** The same of other snapshots. */
    public TrainingSetRequest withSnapshots(Map<String, ? extends ListedTable> read) {
        return with(read, frame);
    }

    /** The same of other snapshots and another version of the entity frame. */
    public TrainingSetRequest with(Map<String, ? extends ListedTable> read, @Nullable ListedTable rows) {
        return new TrainingSetRequest(
                revision,
                repository,
                entities,
                eventTimestamp,
                service,
                features,
                output,
                existingOutput,
                knowledge,
                archive,
                shape,
                pinned,
                Map.copyOf(read),
                rows,
                table);
    }

    /** What stands for a value that is not there: what a request to the service would get; null without a service. */
    public OnMissing onMissing() {
        return service == null
                ? OnMissing.NULL
                : revision.definitions().service(service).onMissing();
    }

    public static Builder builder(Revision revision) {
        return new Builder(revision);
    }

    /** Collects a request. {@code repository}, {@code entities}, {@code output} and features must be given. */
    public static final class Builder {

        private final Revision revision;
        private final List<FeatureSelection> features = new ArrayList<>();
        private @Nullable String service;
        private @Nullable Path repository;
        private @Nullable String entities;
        private @Nullable Path output;
        private String eventTimestamp = DEFAULT_EVENT_TIMESTAMP;
        private ExistingOutput existingOutput = ExistingOutput.REFUSE;
        private @Nullable Knowledge knowledge;
        private @Nullable EventArchive archive;
        private SetShape shape = SetShape.PLAIN;
        private final Map<String, List<Path>> pinned = new TreeMap<>();
        private final Map<String, ListedTable> snapshots = new TreeMap<>();
        private @Nullable ListedTable frame;
        private @Nullable String table;

        private Builder(Revision revision) {
            this.revision = requireNonNull(revision, "revision");
        }

        public Builder repository(Path repository) {
            this.repository = repository;
            return this;
        }

        public Builder entities(Path entities) {
            this.entities = entities.toAbsolutePath().normalize().toString();
            return this;
        }

        /** Asks for the rows of a table that keeps versions. */
        public Builder entities(TableSnapshot rows) {
            frame = rows;
            return entities(rows.location());
        }

        /** Asks for the rows of objects, which are listed before the job begins. */
        public Builder entities(ObjectAddress address) {
            entities = address.text();
            return this;
        }

        /** Asks for the rows of objects. */
        public Builder entities(ObjectTable rows) {
            frame = rows;
            return entities(rows.address());
        }

        public Builder eventTimestamp(String column) {
            eventTimestamp = column;
            return this;
        }

        /** Asks for the features of a service. */
        public Builder service(String name) {
            features.addAll(revision.definitions().service(name).features());
            service = name;
            return this;
        }

        /** Asks for some features of a service. */
        public Builder service(String name, List<FeatureSelection> some) {
            features.addAll(some);
            service = name;
            return this;
        }

        /** Asks for features of one view in one role. */
        public Builder features(FeatureSelection selection) {
            features.add(selection);
            return this;
        }

        /** Asks for a feature by reference: {@code view:feature}, or {@code view:*} for all of a view's. */
        public Builder feature(String reference) {
            return features(FeatureReference.parse(reference));
        }

        public Builder output(Path output) {
            this.output = output;
            return this;
        }

        /** Leaves the set to an Iceberg table, which takes the files in the output folder. */
        public Builder table(String name) {
            table = name;
            return this;
        }

        /** Replaces an output folder that is already there; otherwise it is refused. */
        public Builder replacingOutput() {
            existingOutput = ExistingOutput.REPLACE;
            return this;
        }

        public Builder knowledge(Knowledge knowledge) {
            this.knowledge = knowledge;
            return this;
        }

        /** Reads the topics of streams, too: what came after the end of their history. */
        public Builder archive(EventArchive archive) {
            this.archive = archive;
            return this;
        }

        /** Asks for some rows, parts or a label. */
        public Builder shape(SetShape shape) {
            this.shape = shape;
            return this;
        }

        /** Reads only these files of a table, whatever else is in its folder. */
        public Builder pinned(String table, List<Path> files) {
            pinned.put(table, List.copyOf(files));
            return this;
        }

        /** Reads one version of a source that keeps them, or some objects. */
        public Builder snapshot(String source, ListedTable read) {
            snapshots.put(source, read);
            return this;
        }

        /** @throws GranaryException (INVALID_ARGUMENT) naming what was not given */
        public TrainingSetRequest build() {
            return new TrainingSetRequest(
                    revision,
                    given("repository", repository),
                    givenFrame(),
                    eventTimestamp,
                    service,
                    features,
                    given("output", output),
                    existingOutput,
                    knowledge,
                    archive,
                    shape,
                    pinned,
                    snapshots,
                    frame,
                    table);
        }

        private String givenFrame() {
            if (entities == null) {
                throw GranaryException.invalid("entities", null, "a path");
            }
            return entities;
        }

        private static Path given(String name, @Nullable Path path) {
            if (path == null) {
                throw GranaryException.invalid(name, null, "a path");
            }
            return path.toAbsolutePath().normalize();
        }
    }
}
