package io.granary.offline.spark.erasure;

import io.granary.archive.Durably;
import io.granary.archive.ErasureMark;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.RowErasureRequest;
import io.granary.offline.engine.RowErasureRequest.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * Takes the rows of an entity out of one Parquet file at a time. A file that has some is written again, a row group at a
 * time, to a hidden file beside it, which is forced to disk and takes its name: readers see it before or after, and that it
 * changed. Its metadata says how many rows an erasure took out, so that what a run did that died is counted by the one that
 * goes on. Files without such rows are not touched. Not safe for threads.
 */
final class FileErasure {

    private final RowErasureRequest request;
    private final Set<EntityColumns> asked;
    private final String mark;

    FileErasure(RowErasureRequest request, Set<EntityColumns> asked) {
        this.request = request;
        this.asked = asked;
        this.mark = ErasureMark.of(request.id());
    }

    /**
     * Takes them out, or counts them, as the request says.
     *
     * @return how many there are, those that earlier runs of the erasure took out among them
     * @throws GranaryException (FAILED_PRECONDITION) naming the file when it cannot be read or written, or was changed
     *     meanwhile; it is as it was then
     */
    long takeOut(Path file) {
        try {
            return inPlace(file.toRealPath());
        } catch (IOException | RuntimeException e) {
            // Of damaged files parquet-java throws whatever it stumbles over.
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot erase from file " + file + ": " + e.getMessage(), e);
        }
    }

    private long inPlace(Path file) throws IOException {
        FileState read = FileState.of(file);
        ParquetMetadata footer = ParquetRows.footer(file);
        BitSet going = going(file, footer);
        Map<String, String> metadata = new HashMap<>(footer.getFileMetaData().getKeyValueMetaData());
        long rows = ErasureMark.count(metadata.get(mark)) + going.cardinality();
        if (request.mode() == Mode.ERASE) {
            Files.deleteIfExists(unfinished(file)); // of a run that died
            if (!going.isEmpty()) {
                metadata.put(mark, String.valueOf(rows));
                replace(file, read, footer, metadata, going);
            }
        }
        return rows;
    }

    private BitSet going(Path file, ParquetMetadata footer) throws IOException {
        EntityRows rows = EntityRows.of(request, asked, footer.getFileMetaData().getSchema());
        BitSet going = new BitSet();
        AtomicInteger place = new AtomicInteger();
        ParquetRows.read(file, rows.columns(), row -> going.set(place.getAndIncrement(), rows.has(row)));
        return going;
    }

    private void replace(Path file, FileState read, ParquetMetadata footer, Map<String, String> metadata, BitSet going)
            throws IOException {
        Path unfinished = unfinished(file);
        try {
            try (ParquetWriter<Group> rest = RowWriter.open(unfinished, footer, metadata)) {
                AtomicInteger place = new AtomicInteger();
                ParquetRows.read(file, footer.getFileMetaData().getSchema(), row -> {
                    if (!going.get(place.getAndIncrement())) {
                        rest.write(row);
                    }
                });
            }
            requireCount(count(footer) - going.cardinality(), count(ParquetRows.footer(unfinished)));
            keepPermissions(file, unfinished);
            Durably.force(unfinished);
            if (!FileState.of(file).equals(read)) {
                throw new IOException("somebody else changed it meanwhile; run this again, it goes on");
            }
            Durably.rename(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Hidden, so that nobody takes it for one of the table; another one for each erasure, as several may be at work. */
    private Path unfinished(Path file) {
        return file.resolveSibling("." + file.getFileName() + "." + request.id() + ErasureMark.UNFINISHED);
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (view != null) {
            Files.setPosixFilePermissions(to, view.readAttributes().permissions());
        }
    }

    private static long count(ParquetMetadata footer) {
        return footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
    }

    private static void requireCount(long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(found + " of " + expected + " rows came out");
        }
    }
}
