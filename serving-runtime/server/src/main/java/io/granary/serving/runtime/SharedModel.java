package io.granary.serving.runtime;

import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.type.Column;
import io.granary.serving.plan.LoadedModel;
import java.util.List;

/** A loaded model that successive tables of models share as long as its file and signature stay the same. */
final class SharedModel {

    private final ModelVersion version;
    private final List<Column> outputs;
    private final LoadedModel model;
    private final Lease lease;

    SharedModel(ModelVersion version, List<Column> outputs, LoadedModel model) {
        this.version = version;
        this.outputs = List.copyOf(outputs);
        this.model = model;
        this.lease = new Lease(model::close);
    }

    LoadedModel model() {
        return model;
    }

    Lease lease() {
        return lease;
    }

    /** Whether loading that version would give the same model. */
    boolean serves(Model model, ModelVersion wanted) {
        return wanted.uri().equals(version.uri())
                && wanted.format() == version.format()
                && wanted.inputs().equals(version.inputs())
                && model.outputs().equals(outputs);
    }
}
