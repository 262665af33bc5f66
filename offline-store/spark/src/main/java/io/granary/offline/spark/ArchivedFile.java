package io.granary.offline.spark;

import io.granary.archive.ArchivePart;
import io.granary.archive.AvroRecords;
import io.granary.archive.OffsetRange;
import java.io.Serializable;
import java.nio.file.Path;

/** An Avro file of an archive, and which of its offsets to read, as it travels to Spark's tasks. */
record ArchivedFile(String path, int partition, long first, long last) implements Serializable {

    static ArchivedFile of(ArchivePart part) {
        OffsetRange offsets = part.offsets();
        return new ArchivedFile(part.files().get(0).toString(), offsets.partition(), offsets.first(), offsets.last());
    }

    AvroRecords open() {
        return AvroRecords.open(Path.of(path), new OffsetRange(partition, first, last));
    }
}
