package io.granary.archive;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes records out of the files of one topic of an archive, those that compaction has replaced and not yet deleted among
 * them. A file that had some is written again beside it and takes its name, so readers see it before or after; it answers
 * for the same offsets. What dies on the way goes on in the next run; who has listed files and not read them yet may fail.
 */
public final class ArchiveErasure {

    private static final String DAY = "day=";

    private final Path archive;
    private final String topic;
    private final String id;
    private final Predicate<ArchivedRecord> going;
    private final AvroErasure<ArchivedRecord> avro;

    /**
     * One erasure.
     *
     * @param id of the erasure, the same when it is begun again
     * @param going whether a record is to be taken out, told by all but its key; is asked about every record of a file
     */
    public ArchiveErasure(Path archive, String topic, String id, Predicate<ArchivedRecord> going) {
        this.archive = archive;
        this.topic = topic;
        this.id = id;
        this.going = going;
        this.avro = new AvroErasure<>(
                id, AvroRecords::open, new ArchivedRecordCodec(), each -> going.test(each) ? null : each);
    }

    /**
     * What an erasure took out of one life of a topic, by all of its runs.
     *
     * @param id of the topic
     * @param files that were written again
     */
    public record Erased(String topic, String id, long records, int files) {}

    /**
     * Does it.
     *
     * @return one for each life of the topic that is archived
     * @throws GranaryException CONFLICT when somebody compacts the archive, FAILED_PRECONDITION when files cannot be read
     *     or written
     */
    public List<Erased> run() {
        Path folder = TopicFolder.ofTopic(archive, topic);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (RewritingLock lock = RewritingLock.take(archive, "erase from")) {
            requireNonNull(lock, "lock");
            List<Erased> erased = new ArrayList<>();
            for (Path id : ArchiveFolders.in(folder)) {
                erased.add(
                        erase(new TopicFolder(archive, topic, id.getFileName().toString())));
            }
            return erased;
        } catch (IOException | SQLException e) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot erase from " + folder + ": " + e, e);
        }
    }

    private Erased erase(TopicFolder folder) throws IOException, SQLException {
        DayFiles.sweep(folder);
        ErasureMark.sweep(folder.path());
        long records = 0;
        int files = 0;
        for (ArchiveName name : folder.names()) {
            long gone = name.kind() == ArchiveName.Kind.AVRO
                    ? avro.takeOut(folder.path().resolve(name.toString()))
                    : 0;
            records += gone;
            files += gone > 0 ? 1 : 0;
        }
        for (Path day : ArchiveFolders.in(folder.path())) {
            for (ArchivePart file : parquet(day)) {
                long gone = RecordsInParquet.takeOut(file, id, going);
                records += gone;
                files += gone > 0 ? 1 : 0;
            }
        }
        return new Erased(folder.topic(), folder.id(), records, files);
    }

    private static List<ArchivePart> parquet(Path day) throws IOException {
        List<ArchivePart> files = new ArrayList<>();
        if (!day.getFileName().toString().startsWith(DAY)) {
            return files;
        }
        ErasureMark.sweep(day);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(day)) {
            for (Path each : entries) {
                ArchiveName name = ArchiveName.find(each.getFileName().toString());
                if (name != null && name.kind() == ArchiveName.Kind.PARQUET) {
                    files.add(new ArchivePart(name.offsets(), ArchivePart.Format.PARQUET, List.of(each)));
                }
            }
        }
        return files;
    }
}
