package io.granary.serving.plan;

import io.granary.core.definition.ModelVersion;
import io.granary.core.type.Column;
import java.nio.file.Path;
import java.util.List;

/** Loads models of one file format. Safe for threads. */
public interface ModelRuntime {

    /**
     * Loads a model and checks that it is what its version says; may take long.
     *
     * @param outputs that the definition declares; the model has at least these
     * @throws io.granary.core.GranaryException (FAILED_PRECONDITION) naming the file and why it cannot be served
     */
    LoadedModel load(ModelVersion version, List<Column> outputs, Path file);
}
