package io.granary.offline.spark;

import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.Progress;
import io.granary.offline.engine.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FSDataInputStream;

/** Copies objects to files of this machine, several at a time, each in the version that was listed. */
final class ObjectCopies {

    private static final int AT_A_TIME = 8;
    private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH_BYTES = 4;
    private static final long MAX_FOOTER = 64L << 20;

    private final ObjectFiles objects;

    ObjectCopies(ObjectFiles objects) {
        this.objects = objects;
    }

    /** @return the table with the checksums of its files */
    ObjectTable copy(ObjectTable table, ProgressListener listener) {
        List<FileVersion> copied = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<FileVersion>> running = new ArrayList<>();
            for (int i = 0; i < table.files().size(); i++) {
                FileVersion file = table.files().get(i);
                Path place = table.copies().get(i);
                running.add(threads.submit(() -> copy(file, place)));
            }
            long bytes = 0;
            for (Future<FileVersion> each : running) {
                copied.add(each.get());
                bytes += copied.get(copied.size() - 1).bytes();
                listener.progressed(new Progress(
                        "copying " + table.address() + ", " + 100 * bytes / Math.max(1, table.bytes()) + " %", 0, 0));
            }
        } catch (ExecutionException e) {
            throw ObjectFailures.of(table.address().text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ObjectFailures.of(table.address().text(), e);
        } finally {
            threads.shutdownNow();
        }
        return new ObjectTable(table.address(), copied, table.copy());
    }

    /** Writes files of the names of all that have the columns of the first, and say nothing of rows. */
    ObjectTable outline(ObjectTable table) {
        FileVersion first = table.files().get(0);
        try (FSDataInputStream in = objects.open(first)) {
            byte[] outline = outline(first, in);
            for (Path place : table.copies()) {
                Files.createDirectories(place.getParent());
                Files.write(place, outline);
            }
            return table;
        } catch (IOException | RuntimeException e) {
            // Connectors throw all kinds.
            throw ObjectFailures.of(first.path(), e);
        }
    }

    /** What a Parquet file ends with, between the marks that it begins and ends with. */
    private static byte[] outline(FileVersion file, FSDataInputStream in) throws IOException {
        int tail = LENGTH_BYTES + PARQUET.length;
        byte[] end = new byte[tail];
        if (file.bytes() < tail + PARQUET.length) {
            throw notParquet(file);
        }
        in.readFully(file.bytes() - tail, end);
        long footer = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt();
        boolean isParquet = Arrays.equals(Arrays.copyOfRange(end, LENGTH_BYTES, tail), PARQUET);
        if (!isParquet || footer < 1 || footer > Math.min(MAX_FOOTER, file.bytes() - tail - PARQUET.length)) {
            throw notParquet(file);
        }
        byte[] outline = new byte[PARQUET.length + (int) footer + tail];
        System.arraycopy(PARQUET, 0, outline, 0, PARQUET.length);
        in.readFully(file.bytes() - tail - footer, outline, PARQUET.length, (int) footer + tail);
        return outline;
    }

    private static RuntimeException notParquet(FileVersion file) {
        return ObjectFailures.refused(file.path(), "it is no Parquet file, or was cut off: its end is not a footer");
    }

    private FileVersion copy(FileVersion file, Path place) {
        try (FSDataInputStream in = objects.open(file)) {
            Files.createDirectories(place.getParent());
            return copy(file, in, place);
        } catch (IOException | RuntimeException e) {
            // Connectors throw all kinds.
            throw ObjectFailures.of(file.path(), e);
        }
    }

    private static FileVersion copy(FileVersion file, InputStream in, Path place) throws IOException {
        DigestInputStream digesting = new DigestInputStream(in, sha256());
        long bytes = Files.copy(digesting, place);
        if (bytes != file.bytes()) {
            throw ObjectFailures.refused(file.path(), "it has " + file.bytes() + " bytes, and " + bytes + " came");
        }
        return file.withChecksum(
                HexFormat.of().formatHex(digesting.getMessageDigest().digest()));
    }

    /** The same files with checksums of what they hold. */
    List<FileVersion> checksums(ObjectTable table) {
        return table.files().stream().map(this::checksum).toList();
    }

    private FileVersion checksum(FileVersion file) {
        try (FSDataInputStream in = objects.open(file);
                DigestInputStream digesting = new DigestInputStream(in, sha256())) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return file.withChecksum(
                    HexFormat.of().formatHex(digesting.getMessageDigest().digest()));
        } catch (IOException | RuntimeException e) {
            // Connectors throw all kinds.
            throw ObjectFailures.of(file.path(), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
