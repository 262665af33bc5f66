package io.granary.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.io.DatumReader;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an Avro file holds, in its order, to the last byte. Failures are GranaryExceptions (FAILED_PRECONDITION)
 * that name the file. Not safe for threads; whoever opens it closes it.
 */
public final class AvroFile<T> implements Iterator<T>, AutoCloseable {

    private final Path path;
    private final String what;
    private final DataFileReader<T> reader;

    private AvroFile(Path path, String what, DataFileReader<T> reader) {
        this.path = path;
        this.what = what;
        this.reader = reader;
    }

    /**
     * Opens a file.
     *
     * @param what it is, as failures call it, such as {@code archive file}
     * @param codec refuses another schema
     */
    public static <T> AvroFile<T> open(Path path, String what, DatumReader<T> codec) {
        try {
            return new AvroFile<>(path, what, new DataFileReader<>(path.toFile(), codec));
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable(path, what, e);
        }
    }

    Path path() {
        return path;
    }

    DataFileReader<T> reader() {
        return reader;
    }

    /** An entry of the file's own metadata; null: it has none of that name. */
    @Nullable
    String meta(String name) {
        return reader.getMetaString(name);
    }

    @Override
    public boolean hasNext() {
        try {
            if (reader.hasNext()) {
                return true;
            }
            requireEndOfFile();
            return false;
        } catch (IOException | AvroRuntimeException e) {
            throw unreadable(path, what, e);
        }
    }

    /** Bytes that were changed may be read as names, types and lengths of all kinds. */
    @Override
    public T next() {
        try {
            return reader.next();
        } catch (RuntimeException e) {
            // Whatever the decoder and the records' own checks find in bytes that are none of ours.
            throw unreadable(path, what, e);
        }
    }

    /** Avro takes a block that is cut off for the end of the file. */
    private void requireEndOfFile() throws IOException {
        if (reader.previousSync() != Files.size(path)) {
            throw new EOFException("cut off after " + reader.previousSync() + " bytes");
        }
    }

    private static GranaryException unreadable(Path path, String what, Exception cause) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot read " + what + " " + path + ": " + cause, cause);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(path, what, e);
        }
    }
}
