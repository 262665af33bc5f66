package io.granary.offline.engine.process;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.FolderTree;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.RowErasureRequest;
import io.granary.offline.engine.RowErasureResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes rows out of files in a JVM of its own: parquet-java and Hadoop are on its class path, and not on ours. It ends when
 * this process does; a file is there as it was or as it is to be.
 */
public final class RowErasureProcess {

    private RowErasureProcess() {}

    /**
     * Does it.
     *
     * @param jars folder of the Spark engine's jars
     * @throws GranaryException (FAILED_PRECONDITION) naming a file that cannot be read or written, or that somebody else changed
     *     meanwhile; the files before it are done
     */
    public static RowErasureResult run(Path jars, RowErasureRequest request) {
        try {
            // It holds the entity key: a temporary folder is its owner's alone.
            Path scratch = Files.createTempDirectory("granary-erasure");
            try (SparkCall call = SparkCall.start(jars, scratch, request)) {
                return call.await(EngineMessage.RowsErased.class, ProgressListener.NONE)
                        .result();
            } finally {
                FolderTree.delete(scratch);
            }
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot start the process that takes rows out of files: " + e.getMessage(),
                    e);
        }
    }
}
