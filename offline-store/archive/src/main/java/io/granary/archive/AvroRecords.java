package io.granary.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The records of an Avro file, in the order of offsets. Failures are GranaryExceptions (FAILED_PRECONDITION) that name the
 * file. Not safe for threads; whoever opens it closes it.
 */
public final class AvroRecords implements Iterator<ArchivedRecord>, AutoCloseable {

    private final AvroFile<ArchivedRecord> file;
    private final OffsetRange offsets;
    private @Nullable ArchivedRecord next;

    private AvroRecords(AvroFile<ArchivedRecord> file, OffsetRange offsets) {
        this.file = file;
        this.offsets = offsets;
    }

    /** Opens what a part has to be read for. */
    public static AvroRecords open(ArchivePart part) {
        return open(part.files().get(0), part.offsets());
    }

    /** Opens a file, of which only records with some offsets are wanted. */
    public static AvroRecords open(Path file, OffsetRange offsets) {
        AvroRecords records = new AvroRecords(open(file), offsets);
        records.advance();
        return records;
    }

    /** Opens a whole file; one that was moved to the folder of another topic is not to be taken for that topic's. */
    static AvroFile<ArchivedRecord> open(Path path) {
        AvroFile<ArchivedRecord> file = AvroFile.open(path, "archive file", new ArchivedRecordCodec());
        String id = file.meta(ArchiveFileWriter.TOPIC_ID);
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !folder.endsWith(String.valueOf(id))) {
            file.close();
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read archive file " + path + ": its records are of topic "
                            + file.meta(ArchiveFileWriter.TOPIC) + " with id " + id);
        }
        return file;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ArchivedRecord next() {
        ArchivedRecord found = next;
        if (found == null) {
            throw new NoSuchElementException("after the last record of " + file.path());
        }
        advance();
        return found;
    }

    private void advance() {
        next = null;
        while (next == null && file.hasNext()) {
            ArchivedRecord read = file.next();
            if (read.offset() > offsets.last()) {
                return;
            }
            next = read.offset() < offsets.first() ? null : read;
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
