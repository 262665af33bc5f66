package io.granary.cli.process;

import io.granary.core.definition.Revision;
import io.granary.ingestion.MaterializationRange;
import io.granary.ingestion.materialization.Materializer;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Materializations that a serving process carries out when it is asked. Closing it ends those that go on. */
final class ServedMaterializations implements Materializer, AutoCloseable {

    private final MaterializationConfig config;
    private final Map<String, String> kafka;
    private final InstantSource clock;
    private final Set<OfflineEngine> engines = ConcurrentHashMap.newKeySet();

    ServedMaterializations(MaterializationConfig config, Map<String, String> kafka, InstantSource clock) {
        this.config = config;
        this.kafka = Map.copyOf(kafka);
        this.clock = clock;
    }

    @Override
    public Run begin(Revision revision, List<String> views, MaterializationRange range) {
        return new ServedRun(TableMaterialization.open(revision, views, kafka), range);
    }

    private final class ServedRun implements Run {

        private final TableMaterialization work;
        private final MaterializationRange range;

        ServedRun(TableMaterialization work, MaterializationRange range) {
            this.work = work;
            this.range = range;
        }

        @Override
        public long write() {
            MaterializationRequest request = work.request(config.repository(), clock.instant(), range);
            MaterializationResult result = config.engines().withEngine(engine -> materialize(engine, request));
            work.ended(request, result, range);
            work.awaitApplied(TableMaterialization.isPart(result, range));
            return result.rowsWritten();
        }

        @Override
        public void close() {
            work.close();
        }
    }

    private MaterializationResult materialize(OfflineEngine engine, MaterializationRequest request) {
        engines.add(engine);
        try {
            return engine.materialize(request, ProgressListener.NONE);
        } finally {
            engines.remove(engine);
        }
    }

    @Override
    public void close() {
        engines.forEach(OfflineEngine::close);
    }
}
