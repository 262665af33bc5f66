package io.granary.cli.openlineage;

import io.granary.offline.engine.TrainingSetRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of answers with training sets of the same moments, as lineage knows it. Which sources it reads is known when
 * the answers have been read. Not safe for threads.
 */
public final class ComparisonJob {

    private final LineageJob begun;
    private final Set<JobData> sources = new LinkedHashSet<>();

    private ComparisonJob(LineageJob begun) {
        this.begun = begun;
    }

    /** @param metrics file of the counts; null: there is none */
    public static ComparisonJob of(Path answers, @Nullable Path metrics) {
        Path folder = answers.toAbsolutePath().normalize();
        return new ComparisonJob(LineageJob.ofProjects(
                "consistency." + folder,
                List.of(JobData.answers(folder)),
                metrics == null ? List.of() : List.of(JobData.files(metrics))));
    }

    /** Notes what a training set of some answers is made of. */
    public void reads(TrainingSetRequest request) {
        sources.addAll(EngineJobs.sources(request));
    }

    public LineageJob begun() {
        return begun;
    }

    public LineageJob ended() {
        List<JobData> inputs = new ArrayList<>(begun.inputs());
        inputs.addAll(sources);
        return begun.withInputs(inputs);
    }
}
