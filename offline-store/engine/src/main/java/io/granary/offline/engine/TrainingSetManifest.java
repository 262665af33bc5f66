package io.granary.offline.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what a training set is made of, so that it can be made again and compared.
 *
 * @param recipe what was asked
 * @param engine name and version of the engine
 * @param entities the entity frame's files, with checksums
 * @param sources in the order of names
 * @param archiveGaps what archives lacked that were read all the same; empty: nothing
 * @param columns in the order of the output
 * @param checksum of the rows, whatever their order and whichever engine and files; null in sets of versions that made none
 * @param parts that the rows are split into; none: they are not
 * @param files the output, relative to its folder, in the order of rows
 * @param table the snapshot that has the rows; null: the set is a folder
 */
public record TrainingSetManifest(
        TrainingSetRecipe recipe,
        String engine,
        Instant createdAt,
        List<FileVersion> entities,
        List<SourceVersion> sources,
        List<ArchiveGap> archiveGaps,
        List<TrainingSetColumn> columns,
        long rows,
        @Nullable String checksum,
        List<SetPart> parts,
        List<FileVersion> files,
        @Nullable TableVersion table) {

    /** The manifest's name within a training set's folder. */
    public static final String FILE_NAME = "manifest.json";

    public TrainingSetManifest {
        entities = List.copyOf(entities);
        sources = List.copyOf(sources);
        archiveGaps = List.copyOf(archiveGaps);
        columns = List.copyOf(columns);
        parts = List.copyOf(parts);
        files = List.copyOf(files);
    }

    /** The same set, whose files have become those of a table's snapshot. */
    public TrainingSetManifest inTable(List<FileVersion> written, TableVersion version) {
        return new TrainingSetManifest(
                recipe,
                engine,
                createdAt,
                entities,
                sources,
                archiveGaps,
                columns,
                rows,
                checksum,
                parts,
                written,
                version);
    }

    public String project() {
        return recipe.project();
    }

    /** Number of the registry revision. */
    public int revision() {
        return recipe.revision();
    }

    /** The feature service asked for, or null. */
    public @Nullable String service() {
        return recipe.service();
    }

    /** The column that says which moment a row asks for. */
    public String eventTimestamp() {
        return recipe.eventTimestamp();
    }

    /** The columns that are features, in the order asked. */
    public List<TrainingSetColumn> features() {
        return columns.stream()
                .filter(column -> column.origin() == TrainingSetColumn.Origin.FEATURE)
                .toList();
    }
}
