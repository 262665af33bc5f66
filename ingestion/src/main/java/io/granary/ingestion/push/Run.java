package io.granary.ingestion.push;

/** Records of one request that follow each other in a partition. */
record Run(int partition, long first, int count) {

    /** The offset after the last. */
    long end() {
        return first + count;
    }

    boolean contains(int otherPartition, long offset) {
        return partition == otherPartition && offset >= first && offset < end();
    }
}
