package io.granary.offline.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.granary.offline.engine.compute.SeenTimes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** The pages of a Parquet file, as its bytes have them: nothing is decoded. */
final class ParquetPages {

    private static final int MAGIC = ByteBuffer.wrap("PAR1".getBytes(US_ASCII)).getInt();
    private static final int BUFFER = 1 << 16;

    private ParquetPages() {}

    static FileMetaData footer(FileChannel parquet) throws IOException {
        long end = parquet.size() - 2 * Integer.BYTES;
        ByteBuffer last = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        parquet.read(last, Math.max(0, end));
        int length = last.getInt(0);
        if (length < 0 || length > end || last.order(ByteOrder.BIG_ENDIAN).getInt(Integer.BYTES) != MAGIC) {
            throw new IOException("it does not end as a Parquet file does");
        }
        return Util.readFileMetaData(in(parquet, end - length));
    }

    /** The row groups that may have rows which can be seen: statistics of a column of microseconds tell which have none. */
    static List<RowGroup> seen(FileMetaData footer, @Nullable String moment, SeenTimes seen) {
        boolean isTold = footer.getSchema().stream()
                .anyMatch(column -> column.getName().equals(moment)
                        && column.getConverted_type() == ConvertedType.TIMESTAMP_MICROS);
        return footer.getRow_groups().stream()
                .filter(group -> !isTold || isSeen(group, List.of(String.valueOf(moment)), seen))
                .toList();
    }

    private static boolean isSeen(RowGroup group, List<String> moment, SeenTimes seen) {
        return group.getColumns().stream()
                .map(ColumnChunk::getMeta_data)
                .filter(column -> column.getPath_in_schema().equals(moment))
                .allMatch(column -> isSeen(column.getStatistics(), seen));
    }

    private static boolean isSeen(@Nullable Statistics statistics, SeenTimes seen) {
        return statistics == null
                || !isNumber(statistics.getMin_value())
                || !isNumber(statistics.getMax_value())
                || (micros(statistics.getMin_value()) <= seen.lastMicros()
                        && micros(statistics.getMax_value()) >= seen.firstMicros());
    }

    private static boolean isNumber(byte @Nullable [] value) {
        return value != null && value.length == Long.BYTES;
    }

    private static long micros(byte[] value) {
        return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** Whether the pages of a column have their checksums, as far as they have some. */
    static boolean areWhole(FileChannel parquet, ColumnMetaData column) throws IOException {
        InputStream in = in(parquet, start(column));
        long values = 0;
        while (values < column.getNum_values()) {
            PageHeader page = Util.readPageHeader(in);
            if (!page.isSetCrc()) {
                return true;
            }
            CRC32 checksum = new CRC32();
            checksum.update(in.readNBytes(Math.max(0, page.getCompressed_page_size())));
            if ((int) checksum.getValue() != page.getCrc()) {
                return false;
            }
            values += values(page);
        }
        return true;
    }

    private static InputStream in(FileChannel parquet, long start) throws IOException {
        return new BufferedInputStream(Channels.newInputStream(parquet.position(start)), BUFFER);
    }

    /** A dictionary, where there is one, comes first. */
    private static long start(ColumnMetaData column) {
        long data = column.getData_page_offset();
        return column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0
                ? Math.min(data, column.getDictionary_page_offset())
                : data;
    }

    private static long values(PageHeader page) {
        if (page.isSetData_page_header_v2()) {
            return page.getData_page_header_v2().getNum_values();
        }
        return page.isSetData_page_header() ? page.getData_page_header().getNum_values() : 0;
    }
}
