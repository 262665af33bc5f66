package io.granary.archive;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one topic in an archive, {@code ARCHIVE/TOPIC/ID}. A topic that was deleted and made again has another
 * id, so that its offsets never meet those of the one before.
 *
 * @param archive the archive's folder
 * @param id of the topic, as Kafka writes it
 */
public record TopicFolder(Path archive, String topic, String id) {

    /** What a file is called before it is whole. */
    static final String UNFINISHED = ".unfinished";

    private static final Pattern SAFE = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    public TopicFolder {
        requireNonNull(archive, "archive");
        requireSafe("topic", topic);
        requireSafe("topic id", id);
    }

    private static void requireSafe(String name, String value) {
        if (!SAFE.matcher(value).matches()) {
            throw GranaryException.invalid(name, "'" + value + "'", "letters, digits, dots, dashes and underscores");
        }
    }

    static Path ofTopic(Path archive, String topic) {
        requireSafe("topic", topic);
        return archive.resolve(topic);
    }

    public Path path() {
        return ofTopic(archive, topic).resolve(id);
    }

    /**
     * The first offset of a partition, not before a limit, that the archive does not have.
     *
     * @throws IOException when the folder cannot be read
     */
    public long firstMissing(int partition, long from) throws IOException {
        OffsetCoverage coverage = new OffsetCoverage();
        for (ArchiveName name : names()) {
            coverage.add(name.offsets());
        }
        long end = Math.max(from, coverage.last(partition) + 1);
        return coverage.missing(new OffsetRange(partition, from, end)).get(0).first();
    }

    /**
     * Deletes what a process left of a partition that died while it wrote, and has not been written to since a moment; what an
     * erasure writes is as old as the file that it is to replace.
     */
    public void sweep(int partition, Instant before) throws IOException {
        String start = String.format(Locale.ROOT, "%05d-", partition);
        for (Path each : list()) {
            String name = each.getFileName().toString();
            if (name.startsWith(start)
                    && name.endsWith(UNFINISHED)
                    && !name.endsWith(ErasureMark.UNFINISHED)
                    && Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Every file that is whole; none when there is no such folder. */
    List<ArchiveName> names() throws IOException {
        List<ArchiveName> names = new ArrayList<>();
        for (Path each : list()) {
            @Nullable ArchiveName name = ArchiveName.find(each.getFileName().toString());
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private List<Path> list() throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path())) {
            entries.forEach(all::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return all;
    }
}
