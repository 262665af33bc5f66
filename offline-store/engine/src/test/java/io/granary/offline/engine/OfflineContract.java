package io.granary.offline.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project, an entity frame and an engine to join them. A subclass of a contract supplies the engine. */
public abstract class OfflineContract {

    static final String SALES = "shop STRING, at TIMESTAMP, sold INT64";

    @TempDir
    Path folder;

    ExampleProject project;

    protected abstract OfflineEngine engine();

    @BeforeEach
    void startProject() {
        project = new ExampleProject(folder);
    }

    final void entities(String... lines) {
        project.csv("entities.csv", lines);
    }

    final TrainingSetRequest.Builder ask() {
        return TrainingSetRequest.builder(project.revision())
                .repository(folder)
                .entities(folder.resolve("entities.csv"))
                .output(output());
    }

    final TrainingSetManifest build(TrainingSetRequest.Builder request) {
        return engine().buildTrainingSet(request.build(), ProgressListener.NONE);
    }

    final Path output() {
        return folder.resolve("set");
    }

    final List<@Nullable Object> column(String name) {
        List<@Nullable Object> values = new ArrayList<>();
        Duck.trainingSet(output()).forEach(row -> values.add(row.get(name)));
        return values;
    }
}
