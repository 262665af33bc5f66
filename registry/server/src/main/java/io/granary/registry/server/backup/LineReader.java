package io.granary.registry.server.backup;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of a compressed file. */
record LineReader(InputStream in) implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    /** Far more than any revision has; keeps a file of another kind from filling the memory. */
    private static final int MAX_LINE = 512 << 20;

    static LineReader open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return new LineReader(new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** The next line, or null after the last. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return endOf(line);
            }
            if (line.size() == MAX_LINE) {
                throw new ZipException("a line is longer than " + MAX_LINE + " bytes");
            }
            line.write(b);
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static byte @Nullable [] endOf(ByteArrayOutputStream line) throws EOFException {
        if (line.size() > 0) {
            throw new EOFException();
        }
        return null;
    }
}
