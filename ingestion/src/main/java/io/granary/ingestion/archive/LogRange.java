package io.granary.ingestion.archive;

/**
 * What Kafka has of a partition now.
 *
 * @param start the first offset
 * @param end the offset after the last
 */
record LogRange(long start, long end) {}
