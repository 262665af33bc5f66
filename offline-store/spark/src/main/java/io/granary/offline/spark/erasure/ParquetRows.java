package io.granary.offline.spark.erasure;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** The rows of a Parquet file, one after the other; pages that have checksums have to be what was written. */
final class ParquetRows {

    private ParquetRows() {}

    /** Takes a row; it is no longer there when this returns. */
    @FunctionalInterface
    interface Taker {

        void take(Group row) throws IOException;
    }

    static ParquetMetadata footer(Path file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return reader.getFooter();
        }
    }

    /** @param columns what is read of each row */
    static void read(Path file, MessageType columns, Taker taker) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            reader.setRequestedSchema(columns);
            FileMetaData meta = reader.getFileMetaData();
            MessageColumnIO rows = new ColumnIOFactory(meta.getCreatedBy()).getColumnIO(columns, meta.getSchema());
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                RecordReader<Group> records = rows.getRecordReader(group, new GroupRecordConverter(columns));
                for (long row = 0; row < group.getRowCount(); row++) {
                    taker.take(records.read());
                }
            }
        }
    }

    private static ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder().usePageChecksumVerification().build());
    }
}
