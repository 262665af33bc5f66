package io.granary.serving.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.online.serving.FeatureNames;
import io.granary.online.serving.FeatureQuery;
import io.granary.online.serving.OnlineFeatures;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.granary.serving.plan.Batch;
import io.granary.serving.plan.FeatureBatch;
import io.granary.serving.plan.FeatureMatrix;
import io.granary.serving.plan.LoadedModel;
import io.granary.serving.plan.ModelRuntime;
import io.granary.serving.plan.Tensor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When models are loaded and when their memory is freed. */
final class ModelsTest {

    @TempDir
    Path folder;

    private final SettableRevisions revisions = new SettableRevisions(Trips.PROJECT);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Recorder runtime = new Recorder();
    private OnlineFeatures features;
    private Models models;

    @BeforeEach
    void start() throws IOException {
        Files.createFile(folder.resolve("one.onnx"));
        Files.createFile(folder.resolve("two.onnx"));
        features = OnlineFeatures.of(
                List.of(revisions), new InMemoryOnlineStore(InstantSource.system()), Duration.ofSeconds(1), meters);
        models = new Models(
                revisions,
                new ModelTableLoader(runtime, new ModelFiles(folder, List.of()), features),
                Duration.ofHours(1));
        models.start();
    }

    @AfterEach
    void stop() {
        models.close();
        features.close();
    }

    @Test
    void loadsWhatIsNewAndKeepsTheRest() {
        apply(Trips.version("1", "one.onnx"));
        apply(Trips.version("1", "one.onnx"), Trips.version("2", "two.onnx"));

        assertThat(runtime.loaded).containsExactly("one.onnx", "two.onnx");
        assertThat(runtime.closed).isEmpty();
    }

    @Test
    void closesAModelThatIsGone() {
        apply(Trips.version("1", "one.onnx"));
        apply(Trips.version("2", "two.onnx"));

        assertClosed("one.onnx");
    }

    @Test
    void keepsAModelOpenUntilTheLastRequestLeaves() {
        apply(Trips.version("1", "one.onnx"));
        ModelTable held = models.enter();
        apply(Trips.version("2", "two.onnx"));
        assertThat(runtime.closed).isEmpty();

        held.lease().leave();

        assertClosed("one.onnx");
    }

    @Test
    void closesEveryModelAtTheEnd() {
        apply(Trips.version("1", "one.onnx"), Trips.version("2", "two.onnx"));

        models.close();

        assertClosed("one.onnx", "two.onnx");
    }

    @Test
    void loadsAgainWhenTheFileOfAVersionChanges() {
        apply(Trips.version("1", "one.onnx"));
        apply(Trips.version("1", "two.onnx"));

        assertThat(runtime.loaded).containsExactly("one.onnx", "two.onnx");
        assertClosed("one.onnx");
    }

    @Test
    void takesTheRevisionOfAnotherRegistryWhateverItsNumber() {
        apply(Trips.version("1", "one.onnx"));

        Revision other = Revision.none(Trips.PROJECT)
                .next(
                        new Definitions(Trips.with(Trips.model("trip", Trips.version("2", "two.onnx")))),
                        "tester",
                        "",
                        Instant.EPOCH);
        revisions.set(other);

        Awaitility.await().until(() -> models.look().revision().equals(other));
    }

    @Test
    void aRequestThatHoldsAnOldTableReadsByThePlanOfThatTable() {
        apply(Trips.version("1", "one.onnx"));
        ModelTable held = models.enter();
        apply(Trips.version("2", "two.onnx"));
        FeatureQuery query = FeatureQuery.ofService("trip_model", FeatureNames.FULL);
        Awaitility.await()
                .until(() -> features.plan(Trips.PROJECT, query).revision().number() == 2);
        double compiled = meters.counter("granary.online.plans.compiled").count();

        FeatureBatch read = new RequestContext(
                        held, features, Runnable::run, Instant.EPOCH, System.nanoTime(), Long.MAX_VALUE / 2, null)
                .retrieve("trip_model", request())
                .toCompletableFuture()
                .join();

        assertThat(read.features()).hasSize(3);
        assertThat(meters.counter("granary.online.plans.compiled").count()).isEqualTo(compiled);
        held.lease().leave();
    }

    private static Batch request() {
        return Batch.ofRequest(
                1,
                Map.of("origin", List.of("SFO"), "destination", List.of("LAX"), "departed_at", List.of(Instant.EPOCH)));
    }

    private void apply(ModelVersion... versions) {
        int number = revisions.apply(Trips.with(Trips.model("trip", versions))).number();
        Awaitility.await().until(() -> models.look().revision().number() == number);
    }

    private void assertClosed(String... names) {
        Awaitility.await().untilAsserted(() -> assertThat(runtime.closed).containsExactlyInAnyOrder(names));
    }

    /** Remembers what is loaded and closed. */
    private static final class Recorder implements ModelRuntime {

        private final List<String> loaded = new CopyOnWriteArrayList<>();
        private final List<String> closed = new CopyOnWriteArrayList<>();

        @Override
        public LoadedModel load(ModelVersion version, List<Column> outputs, Path file) {
            String name = file.getFileName().toString();
            loaded.add(name);
            return new LoadedModel() {
                @Override
                public List<Tensor> predict(FeatureMatrix features) {
                    return List.of();
                }

                @Override
                public void close() {
                    closed.add(name);
                }
            };
        }
    }
}
