package io.granary.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Files that hold the records of some offsets of one partition. Parts of a topic do not overlap, files may: of what a file
 * holds, only records with an offset of the part belong to it. So parts can be read in any order, or side by side.
 *
 * @param offsets every record with one of these is in the files, unless Kafka never gave one out under it
 * @param files of {@link Format#AVRO} one; of {@link Format#PARQUET} one for each day that had records, maybe none
 */
public record ArchivePart(OffsetRange offsets, Format format, List<Path> files) {

    /** How the files are encoded. The columns are the same. */
    public enum Format {
        /** As it was written while records came. */
        AVRO,
        /** As compaction left it. */
        PARQUET
    }

    public ArchivePart {
        files = List.copyOf(files);
    }

    /**
     * Shows every record of the part, of Parquet without its key.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming the files when they cannot be read
     */
    public void read(Consumer<ArchivedRecord> reader) {
        if (format == Format.PARQUET) {
            ParquetRecords.read(this, reader);
        } else {
            readAvro(reader);
        }
    }

    /**
     * Shows every record of the part, of Parquet without its key.
     *
     * @param wanted those to show to the reader, in any order
     * @param others shown all other records, for whose values files are not read where they can do without
     * @throws GranaryException (FAILED_PRECONDITION) naming the files when they cannot be read
     */
    public void read(ArrivalRange wanted, Consumer<ArchivedRecord> reader, Consumer<ArchivedRecord> others) {
        if (format == Format.PARQUET) {
            ParquetRecords.read(this, wanted, reader);
            ParquetRecords.readHeadersOutside(this, wanted, others);
        } else {
            readAvro(archived -> (wanted.has(archived) ? reader : others).accept(archived));
        }
    }

    /** The same for who needs no values: those of Parquet are not read, and null. */
    public void readHeaders(Consumer<ArchivedRecord> reader) {
        if (format == Format.PARQUET) {
            ParquetRecords.readHeaders(this, reader);
        } else {
            readAvro(reader);
        }
    }

    private void readAvro(Consumer<ArchivedRecord> reader) {
        try (AvroRecords records = AvroRecords.open(this)) {
            records.forEachRemaining(reader);
        }
    }

    /** Whether the files have records of other offsets too, which belong to other parts. */
    public boolean isTrimmed() {
        return files.stream()
                .map(file -> ArchiveName.find(file.getFileName().toString()))
                .anyMatch(name -> name == null || !name.offsets().equals(offsets));
    }

    /**
     * How large the files are together.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming a file that is not there any more
     */
    public long bytes() {
        long bytes = 0;
        for (Path file : files) {
            try {
                bytes += Files.size(file);
            } catch (IOException e) {
                throw new GranaryException(
                        ErrorCode.FAILED_PRECONDITION, "Cannot read archive file " + file + ": " + e, e);
            }
        }
        return bytes;
    }
}
