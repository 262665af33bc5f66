package io.granary.iceberg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** The end of a Parquet file, which says what is in it: can be changed and written again, without a look at the rows. */
final class ParquetFooter {

    private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);

    private final Path file;
    private final long start;
    private final FileMetaData content;

    private ParquetFooter(Path file, long start, FileMetaData content) {
        this.file = file;
        this.start = start;
        this.content = content;
    }

    static ParquetFooter read(Path file) throws IOException {
        try (RandomAccessFile parquet = new RandomAccessFile(file.toFile(), "r")) {
            long end = parquet.length() - MAGIC.length - Integer.BYTES;
            parquet.seek(end);
            byte[] footer = new byte[Integer.reverseBytes(parquet.readInt())];
            parquet.seek(end - footer.length);
            parquet.readFully(footer);
            return new ParquetFooter(
                    file, end - footer.length, Util.readFileMetaData(new ByteArrayInputStream(footer)));
        }
    }

    long rows() {
        return content.getNum_rows();
    }

    /** The columns, each before what is in it; changes are those of the footer. */
    List<SchemaElement> schema() {
        return content.getSchema();
    }

    /** Replaces the file's. */
    void write() throws IOException {
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(content, footer);
        try (RandomAccessFile parquet = new RandomAccessFile(file.toFile(), "rw")) {
            parquet.setLength(start);
            parquet.seek(start);
            parquet.write(footer.toByteArray());
            parquet.writeInt(Integer.reverseBytes(footer.size()));
            parquet.write(MAGIC);
        }
    }
}
