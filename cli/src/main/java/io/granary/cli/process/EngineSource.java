package io.granary.cli.process;

import io.granary.offline.engine.OfflineEngine;
import java.util.function.Function;

/** Starts an offline engine for one job at a time. Safe for threads. */
@FunctionalInterface
public interface EngineSource {

    /** Runs something on an engine that is closed afterwards. */
    <T> T withEngine(Function<OfflineEngine, T> work);
}
