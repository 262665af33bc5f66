package io.granary.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.jspecify.annotations.Nullable;

/**
 * The records of an Avro file, in the order of offsets. Failures are GranaryExceptions (FAILED_PRECONDITION) that name the
 * file. Not safe for threads; whoever opens it closes it.
 */
public final class AvroRecords implements Iterator<ArchivedRecord>, AutoCloseable {

    private final Path file;
    private final OffsetRange offsets;
    private final DataFileReader<ArchivedRecord> reader;
    private @Nullable ArchivedRecord next;

    private AvroRecords(Path file, OffsetRange offsets, DataFileReader<ArchivedRecord> reader) {
        this.file = file;
        this.offsets = offsets;
        this.reader = reader;
    }

    /** Opens what a part has to be read for. */
    public static AvroRecords open(ArchivePart part) {
        return open(part.files().get(0), part.offsets());
    }

    /** Opens a file, of which only records with some offsets are wanted. */
    public static AvroRecords open(Path file, OffsetRange offsets) {
        try {
            AvroRecords records =
                    new AvroRecords(file, offsets, new DataFileReader<>(file.toFile(), new ArchivedRecordCodec()));
            records.requireTopicOfFolder();
            records.advance();
            return records;
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /** A file that was moved to the folder of another topic is not to be taken for that topic's. */
    private void requireTopicOfFolder() {
        String id = reader.getMetaString(ArchiveFileWriter.TOPIC_ID);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !folder.endsWith(String.valueOf(id))) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read archive file " + file + ": its records are of topic "
                            + reader.getMetaString(ArchiveFileWriter.TOPIC) + " with id " + id);
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ArchivedRecord next() {
        ArchivedRecord found = next;
        if (found == null) {
            throw new NoSuchElementException("after the last record of " + file);
        }
        advance();
        return found;
    }

    private void advance() {
        try {
            next = null;
            while (next == null) {
                if (!reader.hasNext()) {
                    requireEndOfFile();
                    return;
                }
                ArchivedRecord read = reader.next();
                if (read.offset() > offsets.last()) {
                    return;
                }
                next = read.offset() < offsets.first() ? null : read;
            }
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /** Avro takes a block that is cut off for the end of the file. */
    private void requireEndOfFile() throws IOException {
        if (reader.previousSync() != Files.size(file)) {
            throw new EOFException("cut off after " + reader.previousSync() + " bytes");
        }
    }

    private static GranaryException unreadable(Path file, Exception cause) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot read archive file " + file + ": " + cause, cause);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }
}
