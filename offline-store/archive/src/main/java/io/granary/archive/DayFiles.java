package io.granary.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Parquet files that some Avro files became. */
record DayFiles(List<Path> files, long records) {

    /** Everything that is not whole is in it; the next compaction deletes what one that died left. */
    private static final String SCRATCH = "compaction" + TopicFolder.UNFINISHED;

    /**
     * Writes the records of parts that follow each other into a file for each day of arrival, all on disk, and then the
     * list that makes them count.
     */
    static DayFiles write(TopicFolder folder, List<ArchivePart> run) throws IOException {
        OffsetRange first = run.get(0).offsets();
        OffsetRange offsets = new OffsetRange(
                first.partition(),
                first.first(),
                run.get(run.size() - 1).offsets().last());
        Path scratch = folder.path().resolve(SCRATCH);
        delete(scratch);
        Files.createDirectories(scratch);
        try (RecordTable table = RecordTable.create(scratch.resolve("records.db"))) {
            long records = table.fill(run);
            List<Path> files = new ArrayList<>();
            for (Map.Entry<LocalDate, Long> day : table.days().entrySet()) {
                files.add(writeDay(folder, offsets, table, scratch, day));
            }
            CompactedFiles.write(folder, new ArchiveName(offsets, ArchiveName.Kind.COMPACTED), files);
            return new DayFiles(files, records);
        } catch (SQLException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot compact " + folder.path() + ": " + e.getMessage(), e);
        } finally {
            delete(scratch);
        }
    }

    /** Deletes what a compaction that died left. */
    static void sweep(TopicFolder folder) throws IOException {
        delete(folder.path().resolve(SCRATCH));
    }

    private static Path writeDay(
            TopicFolder folder, OffsetRange offsets, RecordTable table, Path scratch, Map.Entry<LocalDate, Long> day)
            throws IOException, SQLException {
        Path unfinished = scratch.resolve("day.parquet");
        table.write(day.getKey(), unfinished);
        long written = table.count(unfinished);
        if (written != day.getValue()) {
            throw new GranaryException(
                    ErrorCode.INTERNAL,
                    "Cannot compact " + folder.path() + ": " + written + " of " + day.getValue() + " records of "
                            + day.getKey() + " came out");
        }
        Path place = folder.path().resolve("day=" + day.getKey());
        Durably.createFolder(place);
        Path file = place.resolve(new ArchiveName(offsets, ArchiveName.Kind.PARQUET).toString());
        Durably.force(unfinished);
        Durably.rename(unfinished, file);
        return file;
    }

    private static void delete(Path scratch) throws IOException {
        if (!Files.isDirectory(scratch)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(scratch)) {
            for (Path each : entries) {
                if (Files.isDirectory(each)) {
                    delete(each);
                } else {
                    Files.deleteIfExists(each);
                }
            }
        }
        Files.deleteIfExists(scratch);
    }
}
