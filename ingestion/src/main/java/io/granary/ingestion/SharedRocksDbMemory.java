package io.granary.ingestion;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Has all local stores of a process, of whatever application, share one bounded block of memory: what was written lately
 * takes up to half of it, blocks of files, their indexes and filters the rest. Never given back while the process runs.
 */
public final class SharedRocksDbMemory implements RocksDBConfigSetter {

    /** The setting of an application that says how large the block is; the first one counts. */
    static final String BYTES = "granary.store-memory";

    private static final long WRITE_BUFFER_BYTES = 8 << 20;
    private static final int BLOCK_BYTES = 8 << 10;
    private static final int BITS_PER_KEY = 10;

    private static @Nullable Cache blocks;
    private static @Nullable WriteBufferManager writes;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        long bytes = Long.parseLong(String.valueOf(settings.get(BYTES)));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(blocks(bytes));
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        table.setFilterPolicy(new BloomFilter(BITS_PER_KEY));
        table.setBlockSize(BLOCK_BYTES);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writes(bytes));
        options.setWriteBufferSize(Math.min(WRITE_BUFFER_BYTES, bytes / 4));
        options.setOptimizeFiltersForHits(false);
    }

    private static synchronized Cache blocks(long bytes) {
        if (blocks == null) {
            blocks = new LRUCache(bytes);
        }
        return blocks;
    }

    private static synchronized WriteBufferManager writes(long bytes) {
        if (writes == null) {
            writes = new WriteBufferManager(bytes / 2, blocks(bytes));
        }
        return writes;
    }

    /** The memory stays: other stores have it. */
    @Override
    public void close(String store, Options options) {}
}
