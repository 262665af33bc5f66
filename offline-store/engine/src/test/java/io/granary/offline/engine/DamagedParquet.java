package io.granary.offline.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Damages files whose footers stay whole. */
public final class DamagedParquet {

    private DamagedParquet() {}

    /** Fills a column of each file of a folder with zeros, headers of pages, too. */
    static void wipe(Path folder, String column) {
        change(folder + "/*.parquet", column, bytes -> Arrays.fill(bytes, (byte) 0));
    }

    /** Flips one bit of a column of a file, in the middle of its values. */
    static void flipBit(Path file, String column) {
        change(file.toString(), column, bytes -> bytes[bytes.length / 2] ^= 1);
    }

    private static void change(String files, String column, Consumer<byte[]> change) {
        Duck.query("SELECT file_name AS file, coalesce(nullif(dictionary_page_offset, 0), data_page_offset) AS start,"
                        + " total_compressed_size AS length FROM parquet_metadata('" + files
                        + "') WHERE path_in_schema = '" + column + "'")
                .forEach(chunk -> change(chunk, change));
    }

    private static void change(Map<String, @Nullable Object> chunk, Consumer<byte[]> change) {
        byte[] bytes = new byte[number(chunk.get("length"))];
        try (RandomAccessFile file = new RandomAccessFile(String.valueOf(chunk.get("file")), "rw")) {
            file.seek(number(chunk.get("start")));
            file.readFully(bytes);
            change.accept(bytes);
            file.seek(number(chunk.get("start")));
            file.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(@Nullable Object value) {
        return Integer.parseInt(String.valueOf(value));
    }
}
