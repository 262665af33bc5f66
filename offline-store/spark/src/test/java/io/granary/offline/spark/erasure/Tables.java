package io.granary.offline.spark.erasure;

import io.granary.core.type.EpochMicros;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Parquet files of tests. */
final class Tables {

    static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    static final MessageType PROFILES = schema("""
            optional binary driver (STRING) = 7;
            optional int64 since (TIMESTAMP(MICROS, true)) = 3;
            optional int32 number = 1;""");

    private static final int GROUP_BYTES = 16 * 1024;

    private Tables() {}

    static MessageType schema(String columns) {
        return MessageTypeParser.parseMessageType("message profiles {" + columns + "}");
    }

    /** Row groups are small. */
    static void write(Path file, List<Group> rows, CompressionCodecName codec, Map<String, String> metadata) {
        MessageType schema = (MessageType) rows.get(0).getType();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                    .withType(schema)
                    .withCompressionCodec(codec)
                    .withRowGroupSize((long) GROUP_BYTES)
                    .withExtraMetaData(metadata)
                    .build()) {
                for (Group row : rows) {
                    writer.write(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, List<Group> rows) {
        write(file, rows, CompressionCodecName.SNAPPY, Map.of());
    }

    static Group profile(String driver, int number) {
        return profile(driver, number, SINCE);
    }

    static Group profile(String driver, int number, Instant since) {
        Group row = new SimpleGroup(PROFILES);
        row.add("driver", driver);
        row.add("since", EpochMicros.of(since));
        row.add("number", number);
        return row;
    }

    /** Every row as text, in the order of the file. */
    static List<String> rows(Path file) {
        try {
            List<String> rows = new ArrayList<>();
            ParquetRows.read(file, footer(file).getFileMetaData().getSchema(), row -> rows.add(row.toString()));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> texts(List<Group> rows) {
        return rows.stream().map(Group::toString).toList();
    }

    static ParquetMetadata footer(Path file) {
        try {
            return ParquetRows.footer(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
