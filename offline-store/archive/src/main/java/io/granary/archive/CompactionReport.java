package io.granary.archive;

/**
 * What compaction did to one life of a topic.
 *
 * @param records that are in Parquet files now
 * @param avroFiles that they came from
 * @param parquetFiles that they are in
 * @param deleted Avro files, replaced by this or an earlier compaction
 */
public record CompactionReport(String topic, String id, long records, int avroFiles, int parquetFiles, int deleted) {

    /** Whether nothing was done. */
    public boolean isEmpty() {
        return avroFiles == 0 && deleted == 0;
    }
}
