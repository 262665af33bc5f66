package io.granary.archive;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns Avro files of an archive into Parquet files, one for each partition and day of arrival, and deletes what it has
 * replaced after some time. Readers see each record once at any moment; a compaction that dies is begun again by the next.
 *
 * @param olderThan files that were written to since then are left as they are
 * @param grace how long replaced files are kept for those who have begun to read them
 */
public record Compaction(Path archive, Duration olderThan, Duration grace) {

    /** Avro files that go into Parquet together; what is in one does not have to fit into memory. */
    private static final long MAX_RUN_BYTES = 1L << 30;

    public Compaction {
        requireNonNull(archive, "archive");
        requirePositive("older-than", olderThan);
        requirePositive("grace", grace);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative()) {
            throw GranaryException.invalid(name, duration, ">= 0");
        }
    }

    /**
     * Compacts every topic.
     *
     * @throws GranaryException CONFLICT when somebody else is at it, FAILED_PRECONDITION when files cannot be read or
     *     written
     */
    public List<CompactionReport> run() {
        if (!Files.isDirectory(archive)) {
            throw GranaryException.invalid("archive", archive, "a folder that ingestion archives to");
        }
        try (RewritingLock lock = RewritingLock.take(archive, "compact")) {
            requireNonNull(lock, "lock");
            return compactAll();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * The topics that the archive has now; none of an archive that is not there.
     *
     * @throws GranaryException FAILED_PRECONDITION when the folder cannot be read
     */
    public List<String> topics() {
        try {
            return Files.isDirectory(archive) ? names() : List.of();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private List<String> names() throws IOException {
        return ArchiveFolders.in(archive).stream()
                .map(topic -> topic.getFileName().toString())
                .toList();
    }

    private List<CompactionReport> compactAll() throws IOException {
        List<CompactionReport> reports = new ArrayList<>();
        for (String topic : names()) {
            for (ArchivedTopic life : ArchiveReader.of(archive, topic).topics()) {
                reports.add(compact(life));
            }
        }
        return reports;
    }

    private GranaryException failed(IOException e) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot compact " + archive + ": " + e, e);
    }

    private CompactionReport compact(ArchivedTopic topic) throws IOException {
        TopicFolder folder = new TopicFolder(archive, topic.topic(), topic.id());
        long records = 0;
        int avroFiles = 0;
        int parquetFiles = 0;
        for (List<ArchivePart> run : runs(topic, Instant.now().minus(olderThan))) {
            DayFiles written = DayFiles.write(folder, run);
            records += written.records();
            avroFiles += run.size();
            parquetFiles += written.files().size();
        }
        return new CompactionReport(
                topic.topic(), topic.id(), records, avroFiles, parquetFiles, deleteReplaced(folder));
    }

    /** Avro parts that follow each other without a gap, a list each, so that gaps stay gaps. */
    private static List<List<ArchivePart>> runs(ArchivedTopic topic, Instant before) throws IOException {
        List<List<ArchivePart>> runs = new ArrayList<>();
        List<ArchivePart> run = new ArrayList<>();
        long bytes = 0;
        for (ArchivePart part : topic.parts()) {
            boolean isEligible = part.format() == ArchivePart.Format.AVRO && isOlder(part, before);
            if (!run.isEmpty() && (!isEligible || bytes > MAX_RUN_BYTES || !follows(run.get(run.size() - 1), part))) {
                runs.add(run);
                run = new ArrayList<>();
                bytes = 0;
            }
            if (isEligible) {
                run.add(part);
                bytes += Files.size(part.files().get(0));
            }
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    private static boolean isOlder(ArchivePart part, Instant before) throws IOException {
        return !Files.getLastModifiedTime(part.files().get(0)).toInstant().isAfter(before);
    }

    private static boolean follows(ArchivePart first, ArchivePart second) {
        return first.offsets().partition() == second.offsets().partition()
                && first.offsets().last() + 1 == second.offsets().first();
    }

    /** Deletes Avro files whose records have all been in Parquet for long enough. */
    private int deleteReplaced(TopicFolder folder) throws IOException {
        Instant before = Instant.now().minus(grace);
        OffsetCoverage compacted = new OffsetCoverage();
        for (ArchiveName name : folder.names()) {
            Path list = folder.path().resolve(name.toString());
            if (name.kind() == ArchiveName.Kind.COMPACTED
                    && !Files.getLastModifiedTime(list).toInstant().isAfter(before)) {
                compacted.add(name.offsets());
            }
        }
        int deleted = 0;
        for (ArchiveName name : folder.names()) {
            if (name.kind() == ArchiveName.Kind.AVRO && compacted.contains(name.offsets())) {
                Files.deleteIfExists(folder.path().resolve(name.toString()));
                deleted++;
            }
        }
        return deleted;
    }
}
