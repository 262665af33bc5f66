package io.granary.offline.engine.process;

import io.granary.core.ErrorCode;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.Progress;
import io.granary.offline.engine.RowErasureRequest;
import io.granary.offline.engine.RowErasureResult;
import io.granary.offline.engine.TrainingSetManifest;

/** What an engine's process says, one message a line; the last one is an answer or a failure. */
public sealed interface EngineMessage
        permits EngineMessage.Progressed,
                EngineMessage.TrainingSetBuilt,
                EngineMessage.Materialized,
                EngineMessage.Backfilled,
                EngineMessage.Objects,
                EngineMessage.RowsErased,
                EngineMessage.Failed {

    /** The call goes on. */
    record Progressed(Progress progress) implements EngineMessage {}

    /** The answer to {@link OfflineJob.TrainingSet}. */
    record TrainingSetBuilt(TrainingSetManifest manifest) implements EngineMessage {}

    /** The answer to {@link OfflineJob.Materialization}. */
    record Materialized(MaterializationResult result) implements EngineMessage {}

    /** The answer to {@link OfflineJob.Backfill}. */
    record Backfilled(BackfillResult result) implements EngineMessage {}

    /** The answer to every {@link ObjectCall}. */
    record Objects(ObjectTable table) implements EngineMessage {}

    /** The answer to a {@link RowErasureRequest}. */
    record RowsErased(RowErasureResult result) implements EngineMessage {}

    /** The call failed. */
    record Failed(ErrorCode code, String message) implements EngineMessage {}
}
