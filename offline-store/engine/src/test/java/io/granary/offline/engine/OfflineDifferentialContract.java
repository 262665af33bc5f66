package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.BatchSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Every engine against nested loops over random frames. A subclass supplies the engine and how much it takes on. */
public abstract class OfflineDifferentialContract {

    private static final long SEED = Long.getLong("granary.seed", 20_260_121);

    @TempDir
    private Path folder;

    protected abstract OfflineEngine engine();

    /** How many training sets are built for each kind of knowledge. */
    protected abstract int sets();

    /** How many frames a training set has. */
    protected abstract int frames();

    @Test
    void agreesWithNestedLoopsOverRandomFrames(TestReporter reporter) {
        reporter.publishEntry("granary.seed", String.valueOf(SEED));
        for (int set = 0; set < sets(); set++) {
            long seed = SEED + set;
            Path project = folder.resolve("project" + set);
            if (!project.toFile().mkdir()) {
                throw new IllegalStateException("Cannot make " + project);
            }
            BatchSource.Format format = set % 2 == 0 ? BatchSource.Format.PARQUET : BatchSource.Format.CSV;
            RandomCase drawn = new RandomCase(new Random(seed), new ExampleProject(project), frames(), format);
            for (Knowledge knowledge : Knowledge.values()) {
                check(drawn, project, knowledge, "seed " + seed + ", " + knowledge);
            }
        }
    }

    private void check(RandomCase drawn, Path project, Knowledge knowledge, String what) {
        List<ReferenceView> views =
                knowledge == Knowledge.CREATED ? drawn.views().subList(0, 2) : drawn.views();
        TrainingSetRequest.Builder request = TrainingSetRequest.builder(drawn.revision())
                .repository(project)
                .entities(project.resolve(drawn.entities()))
                .output(project.resolve("set"))
                .knowledge(knowledge)
                .replacingOutput();
        drawn.snapshots().forEach(request::snapshot);
        views.forEach(view -> request.feature(view.name() + ":*"));
        if (knowledge != Knowledge.CREATED) {
            request.feature("hour:*");
        }
        TrainingSetManifest manifest = engine().buildTrainingSet(request.build(), ProgressListener.NONE);
        List<Map<String, @Nullable Object>> rows = Duck.trainingSet(project.resolve("set"));
        assertThat(column(rows, "label"))
                .as(what)
                .containsExactlyElementsOf(
                        IntStream.range(0, drawn.questions().size()).boxed().toList());
        boolean onlyArrived = knowledge != Knowledge.EVENT_TIME;
        views.forEach(view -> check(drawn, view, onlyArrived, rows, manifest, what));
        if (knowledge != Knowledge.CREATED) {
            checkWindows(drawn, onlyArrived, rows, what);
        }
    }

    private static void check(
            RandomCase drawn,
            ReferenceView view,
            boolean onlyArrived,
            List<Map<String, @Nullable Object>> rows,
            TrainingSetManifest manifest,
            String what) {
        List<@Nullable ReferenceFact> newest = new ArrayList<>();
        drawn.questions().forEach(question -> newest.add(view.newest(question, onlyArrived && view.tellsArrival())));
        for (String feature : view.features()) {
            String column = view.name() + "__" + feature;
            List<@Nullable Object> values = new ArrayList<>();
            Map<String, Long> statuses = new TreeMap<>();
            for (int i = 0; i < newest.size(); i++) {
                ReferenceFact fact = newest.get(i);
                String status = view.status(fact, drawn.questions().get(i), feature);
                values.add(
                        fact != null && status.equals("PRESENT")
                                ? ReferenceView.values(fact).get(feature)
                                : null);
                statuses.merge(status, 1L, Long::sum);
            }
            assertThat(column(rows, column)).as("%s, %s", what, column).containsExactlyElementsOf(values);
            assertThat(manifest.features())
                    .as("%s, %s", what, column)
                    .filteredOn(found -> found.name().equals(column))
                    .extracting(TrainingSetColumn::statuses)
                    .containsExactly(statuses);
        }
    }

    private static void checkWindows(
            RandomCase drawn, boolean onlyArrived, List<Map<String, @Nullable Object>> rows, String what) {
        List<@Nullable Object> counts = new ArrayList<>();
        List<@Nullable Object> sums = new ArrayList<>();
        for (ReferenceQuestion question : drawn.questions()) {
            boolean isAsked = question.frame() != null && question.shop() != null;
            ReferenceWindow.Answer answer = drawn.window().answer(question, onlyArrived);
            counts.add(isAsked ? answer.count() : null);
            sums.add(answer.sum());
        }
        assertThat(column(rows, "hour__count_1h")).as(what).containsExactlyElementsOf(counts);
        assertThat(column(rows, "hour__sum_1h")).as(what).containsExactlyElementsOf(sums);
    }

    private static List<@Nullable Object> column(List<Map<String, @Nullable Object>> rows, String name) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.get(name)));
        return values;
    }
}
