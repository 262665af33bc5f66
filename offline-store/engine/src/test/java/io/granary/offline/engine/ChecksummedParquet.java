package io.granary.offline.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** Gives pages of a file checksums, as writers in Java do; DuckDB writes none. */
final class ChecksummedParquet {

    private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);

    private ChecksummedParquet() {}

    /** Writes the file again, with the same pages. */
    static void rewrite(Path file) throws IOException {
        byte[] before = Files.readAllBytes(file);
        int end = before.length - MAGIC.length - Integer.BYTES;
        int length = ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(before, end - length, length));
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        after.writeBytes(MAGIC);
        for (RowGroup group : footer.getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
                copy(before, chunk.getMeta_data(), after);
            }
        }
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, last);
        after.writeBytes(last.toByteArray());
        after.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(last.size())
                .array());
        after.writeBytes(MAGIC);
        Files.write(file, after.toByteArray());
    }

    private static void copy(byte[] before, ColumnMetaData column, ByteArrayOutputStream after) throws IOException {
        int start = (int)
                (column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0
                        ? column.getDictionary_page_offset()
                        : column.getData_page_offset());
        ByteArrayInputStream in = new ByteArrayInputStream(before, start, before.length - start);
        int first = after.size();
        long values = 0;
        while (values < column.getNum_values()) {
            PageHeader page = Util.readPageHeader(in);
            byte[] content = in.readNBytes(page.getCompressed_page_size());
            CRC32 checksum = new CRC32();
            checksum.update(content);
            page.setCrc((int) checksum.getValue());
            if (page.getType() == PageType.DICTIONARY_PAGE) {
                column.setDictionary_page_offset(after.size());
            } else if (values == 0) {
                column.setData_page_offset(after.size());
            }
            values += page.isSetData_page_header() ? page.getData_page_header().getNum_values() : 0;
            Util.writePageHeader(page, after);
            after.writeBytes(content);
        }
        column.setTotal_compressed_size(after.size() - first);
        column.unsetBloom_filter_offset();
        column.unsetBloom_filter_length();
    }
}
