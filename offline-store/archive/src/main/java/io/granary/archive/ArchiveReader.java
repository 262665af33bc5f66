package io.granary.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says which files of an archive to read, so that each record of a topic comes exactly once: whatever was written twice
 * after a crash, and whatever is being compacted meanwhile. Files that it names stay for the time that compaction grants.
 */
public final class ArchiveReader {

    private final Path archive;
    private final String topic;

    private ArchiveReader(Path archive, String topic) {
        this.archive = archive;
        this.topic = topic;
    }

    /** A reader of one topic; the folder need not exist. */
    public static ArchiveReader of(Path archive, String topic) {
        TopicFolder.ofTopic(archive, topic);
        return new ArchiveReader(archive, topic);
    }

    /**
     * What the archive has now: of a topic that was made again, each life of its own, the one that was first written to
     * first.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when the folder cannot be read
     */
    public List<ArchivedTopic> topics() {
        Path folder = archive.resolve(topic);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> ids = Files.list(folder)) {
            List<Path> found = ids.filter(Files::isDirectory).toList();
            return found.stream()
                    .sorted(Comparator.comparing(ArchiveReader::firstWrite).thenComparing(Comparator.naturalOrder()))
                    .map(each -> topic(each.getFileName().toString()))
                    .filter(each -> !each.parts().isEmpty())
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private ArchivedTopic topic(String id) {
        return new ArchivedTopic(topic, id, parts(new TopicFolder(archive, topic, id)));
    }

    /** Avro files are looked for first: one that compaction has deleted by then is in a list that is there by then. */
    private static List<ArchivePart> parts(TopicFolder folder) {
        try {
            List<ArchivePart> candidates = new ArrayList<>();
            for (ArchiveName name : folder.names()) {
                if (name.kind() == ArchiveName.Kind.AVRO) {
                    Path file = folder.path().resolve(name.toString());
                    candidates.add(new ArchivePart(name.offsets(), ArchivePart.Format.AVRO, List.of(file)));
                }
            }
            for (ArchiveName name : folder.names()) {
                if (name.kind() == ArchiveName.Kind.COMPACTED) {
                    List<Path> files = CompactedFiles.read(folder, name);
                    candidates.add(new ArchivePart(name.offsets(), ArchivePart.Format.PARQUET, files));
                }
            }
            return disjoint(candidates);
        } catch (IOException e) {
            throw unreadable(folder.path(), e);
        }
    }

    /** Parquet before Avro, and what begins first and reaches furthest before the rest; each gets what is left for it. */
    private static List<ArchivePart> disjoint(List<ArchivePart> candidates) {
        candidates.sort(Comparator.comparing(ArchivePart::format)
                .reversed()
                .thenComparing(part -> part.offsets().first())
                .thenComparing(part -> -part.offsets().last()));
        OffsetCoverage covered = new OffsetCoverage();
        List<ArchivePart> parts = new ArrayList<>();
        for (ArchivePart candidate : candidates) {
            for (OffsetRange own : covered.missing(candidate.offsets())) {
                parts.add(new ArchivePart(own, candidate.format(), candidate.files()));
            }
            covered.add(candidate.offsets());
        }
        parts.sort(Comparator.<ArchivePart, Integer>comparing(
                        part -> part.offsets().partition())
                .thenComparing(part -> part.offsets().first()));
        return parts;
    }

    private static FileTime firstWrite(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(ArchiveReader::modified)
                    .min(Comparator.naturalOrder())
                    .orElse(FileTime.fromMillis(0));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(Long.MAX_VALUE);
        }
    }

    private static GranaryException unreadable(Path folder, IOException cause) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot read archive folder " + folder + ": " + cause, cause);
    }
}
