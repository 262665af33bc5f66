package io.granary.archive;

import java.nio.file.Path;
import java.util.List;

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
        /** As it was written while records came. {@link AvroRecords} reads it. */
        AVRO,
        /** As compaction left it. */
        PARQUET
    }

    public ArchivePart {
        files = List.copyOf(files);
    }
}
