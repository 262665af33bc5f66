package io.granary.offline.engine.process;

import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One call of an {@link OfflineEngine}, as it goes to another process. */
public sealed interface OfflineJob permits OfflineJob.TrainingSet, OfflineJob.Materialization, OfflineJob.Backfill {

    /** The tables that it reads and that were listed before. */
    Collection<ListedTable> tables();

    /** Whether it reads objects, so that connectors are needed. */
    default boolean readsObjects() {
        return tables().stream().anyMatch(ObjectTable.class::isInstance);
    }

    /** Makes the call; the answer is the message that goes back. */
    EngineMessage run(OfflineEngine engine, ProgressListener listener);

    /** A call of {@link OfflineEngine#buildTrainingSet}. */
    record TrainingSet(TrainingSetRequest request) implements OfflineJob {

        @Override
        public Collection<ListedTable> tables() {
            List<ListedTable> tables = new ArrayList<>(request.snapshots().values());
            if (request.frame() != null) {
                tables.add(request.frame());
            }
            return tables;
        }

        @Override
        public EngineMessage run(OfflineEngine engine, ProgressListener listener) {
            return new EngineMessage.TrainingSetBuilt(engine.buildTrainingSet(request, listener));
        }
    }

    /** A call of {@link OfflineEngine#materialize}. */
    record Materialization(MaterializationRequest request) implements OfflineJob {

        @Override
        public Collection<ListedTable> tables() {
            return request.snapshots().values();
        }

        @Override
        public EngineMessage run(OfflineEngine engine, ProgressListener listener) {
            return new EngineMessage.Materialized(engine.materialize(request, listener));
        }
    }

    /** A call of {@link OfflineEngine#backfill}. */
    record Backfill(BackfillRequest request) implements OfflineJob {

        @Override
        public Collection<ListedTable> tables() {
            return request.snapshots().values();
        }

        @Override
        public EngineMessage run(OfflineEngine engine, ProgressListener listener) {
            return new EngineMessage.Backfilled(engine.backfill(request, listener));
        }
    }
}
