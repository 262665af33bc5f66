package io.granary.cli.openlineage;

import io.granary.core.definition.Revision;
import java.util.List;

/**
 * A run of a job as lineage knows it.
 *
 * @param name the same whenever the same is done again
 */
public record LineageJob(String namespace, String name, List<JobData> inputs, List<JobData> outputs) {

    /** Of jobs whose data may be of several projects. */
    private static final String EVERY_PROJECT = "granary";

    public LineageJob {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static LineageJob of(Revision revision, String name, List<JobData> inputs, List<JobData> outputs) {
        return new LineageJob(JobData.namespace(revision.project()), name, inputs, outputs);
    }

    /** One that is not about one project. */
    static LineageJob ofProjects(String name, List<JobData> inputs, List<JobData> outputs) {
        return new LineageJob(EVERY_PROJECT, name, inputs, outputs);
    }

    LineageJob withInputs(List<JobData> known) {
        return new LineageJob(namespace, name, known, outputs);
    }

    LineageJob withOutputs(List<JobData> known) {
        return new LineageJob(namespace, name, inputs, known);
    }
}
