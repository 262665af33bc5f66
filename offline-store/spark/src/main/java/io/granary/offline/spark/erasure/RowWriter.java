package io.granary.offline.spark.erasure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalOutputFile;

/**
 * Opens a writer of files like another one: with its schema, field ids and logical types among it, the codec of its first column,
 * row groups that are as large, pages of its version, Bloom filters of the same columns, and page checksums.
 */
final class RowWriter extends ParquetWriter.Builder<Group, RowWriter> {

    private final WriteSupport<Group> rows;

    private RowWriter(Path path, WriteSupport<Group> rows) {
        super(new LocalOutputFile(path));
        this.rows = rows;
    }

    /**
     * Opens it; a file that is there is written over.
     *
     * @param like of a file with rows
     * @param metadata all of the new file's, by key
     */
    static ParquetWriter<Group> open(Path path, ParquetMetadata like, Map<String, String> metadata) throws IOException {
        List<BlockMetaData> groups = like.getBlocks();
        RowWriter writer = new RowWriter(
                        path, new RowWriteSupport(like.getFileMetaData().getSchema(), metadata))
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withCompressionCodec(codec(groups.get(0)))
                .withRowGroupSize(groups.stream()
                        .mapToLong(BlockMetaData::getTotalByteSize)
                        .max()
                        .orElse(ParquetWriter.DEFAULT_BLOCK_SIZE))
                .withWriterVersion(version(groups.get(0)))
                .withPageWriteChecksumEnabled(true);
        for (ColumnChunkMetaData chunk : groups.get(0).getColumns()) {
            if (chunk.getBloomFilterOffset() >= 0) {
                writer.withBloomFilterEnabled(chunk.getPath().toDotString(), true);
            }
        }
        return writer.build();
    }

    private static CompressionCodecName codec(BlockMetaData group) {
        return group.getColumns().get(0).getCodec();
    }

    private static WriterVersion version(BlockMetaData group) {
        EncodingStats stats = group.getColumns().get(0).getEncodingStats();
        return stats != null && stats.usesV2Pages() ? WriterVersion.PARQUET_2_0 : WriterVersion.PARQUET_1_0;
    }

    @Override
    protected RowWriter self() {
        return this;
    }

    // Deprecated, and the one that has to be there.
    @SuppressWarnings("deprecation")
    @Override
    protected WriteSupport<Group> getWriteSupport(Configuration configuration) {
        return rows;
    }
}
