package io.granary.ingestion;

import io.granary.formats.schema.WriterSchemas;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a topology needs beside its plan.
 *
 * @param partitions of topics that it makes
 * @param pageBytes of memory in which the application keeps the window states that it used last
 * @param schemas of records that name theirs
 * @param progress of the application's source
 * @param erased whose events are left out
 */
record TopologyParts(
        MeterRegistry meters,
        int maxRowBytes,
        int partitions,
        long pageBytes,
        WriterSchemas schemas,
        SourceProgress progress,
        ErasedEvents erased) {

    /** Where nobody was erased. */
    TopologyParts(
            MeterRegistry meters,
            int maxRowBytes,
            int partitions,
            long pageBytes,
            WriterSchemas schemas,
            SourceProgress progress) {
        this(meters, maxRowBytes, partitions, pageBytes, schemas, progress, ErasedEvents.NONE);
    }

    static TopologyParts of(
            IngestionConfig config,
            MeterRegistry meters,
            WriterSchemas schemas,
            SourceProgress progress,
            ErasedEvents erased) {
        return new TopologyParts(
                meters,
                config.maxRowBytes(),
                config.partitions(),
                config.windows().pageBytes(),
                schemas,
                progress,
                erased);
    }
}
