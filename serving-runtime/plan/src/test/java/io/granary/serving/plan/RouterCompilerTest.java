package io.granary.serving.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.granary.core.definition.Experiment;
import io.granary.core.definition.Experiment.Treatment;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Router;
import io.granary.core.definition.Router.Route;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RouterCompilerTest {

    private static final List<Column> FEATURES = List.of(new Column("passenger__miles", ScalarType.INT64));
    private static final int UNITS = 10_000;

    private final Echo context = new Echo();

    @Test
    void eachRowGoesDownTheRouteOfItsTreatment() {
        Experiment experiment = new Experiment(
                "trial",
                "passenger",
                "salt",
                List.of(new Treatment("control", 5000, "old"), new Treatment("test", 5000, "new")),
                Metadata.NONE);

        Batch answer = run(plan(router(1, 0, null), experiment, "miles"), passengers(100));

        assertThat(answer.routed()).hasSize(2);
        for (RoutedRows rows : answer.routed()) {
            assertThat(rows.batch().assigned())
                    .extracting(Assigned::route)
                    .containsOnly(rows.branch().route());
            assertThat(rows.propensity(0)).isEqualTo(0.5);
        }
    }

    @Test
    void eachRowGetsItsOwnAnswer() {
        Batch answer = run(plan(router(1, 1, "passenger"), null, "miles"), passengers(50));

        Map<Integer, Float> outputs = new HashMap<>();
        for (RoutedRows rows : answer.routed()) {
            for (int i = 0; i < rows.rows().length; i++) {
                outputs.put(
                        rows.rows()[i], (Float) rows.batch().outputs().get(0).value(i));
            }
        }
        assertThat(outputs)
                .hasSize(50)
                .allSatisfy((row, output) -> assertThat(output).isEqualTo((float) row));
    }

    @Test
    void routesAreSticky() {
        WeightedRoutes routes = new WeightedRoutes(router(1, 3, "passenger"));

        List<String> first = choices(routes);

        assertThat(choices(routes)).isEqualTo(first);
        double share = first.stream().filter("new"::equals).count() / (double) UNITS;
        assertThat(share).isCloseTo(0.75, within(3 * Math.sqrt(0.75 * 0.25 / UNITS)));
    }

    @Test
    void withoutStickyKeyThePredictionDecides() {
        Batch answer = run(plan(router(1, 1, null), null, "miles"), passengers(200));

        assertThat(answer.routed()).hasSize(2);
        assertThat(answer.routed().get(0).propensity(0)).isEqualTo(0.5);
    }

    @Test
    void featuresOfOneServiceAreReadOnce() {
        run(plan(router(1, 1, "passenger"), null, "miles"), passengers(100));

        assertThat(context.retrievals).containsExactly(100);
    }

    @Test
    void featuresOfDifferentServicesAreReadByEachRoute() {
        run(plan(router(1, 1, "passenger"), null, "other"), passengers(100));

        assertThat(context.retrievals).hasSize(2);
    }

    @Test
    void logsTheAnswer() {
        Batch answer = run(plan(router(1, 1, "passenger"), null, "miles"), passengers(3));

        assertThat(context.logged).containsExactly(answer);
    }

    @Test
    void refusesARowWithoutItsStickyKey() {
        Batch batch = Batch.ofRequest(1, Map.of("other", List.of("x"))).withIds(List.of("id"));

        assertThatThrownBy(() -> run(plan(router(1, 1, "passenger"), null, "miles"), batch))
                .hasMessageContaining("passenger: missing (expected: a value for each row)");
    }

    @Test
    void refusesWeightsThatAreAllZero() {
        assertThatThrownBy(() -> plan(router(0, 0, null), null, "miles"))
                .hasMessage("router 'delay' weights: all 0 (expected: at least one above 0)");
    }

    private Batch run(ServingPlan plan, Batch batch) {
        return plan.run(batch, context).toCompletableFuture().join();
    }

    private static List<String> choices(WeightedRoutes routes) {
        return IntStream.range(0, UNITS)
                .mapToObj(i -> routes.choose(("p" + i).getBytes(StandardCharsets.UTF_8))
                        .name())
                .toList();
    }

    private static Batch passengers(int rows) {
        List<@Nullable Object> passengers = new ArrayList<>();
        IntStream.range(0, rows).forEach(i -> passengers.add("p" + i));
        List<String> ids = IntStream.range(0, rows).mapToObj(i -> "id-" + i).toList();
        return Batch.ofRequest(rows, Map.of("passenger", passengers)).withIds(ids);
    }

    private static Router router(int oldWeight, int newWeight, @Nullable String stickyKey) {
        return new Router(
                "delay",
                List.of(new Route("old", "a", null, oldWeight), new Route("new", "b", null, newWeight)),
                stickyKey,
                null,
                Metadata.NONE);
    }

    private static ServingPlan plan(Router router, @Nullable Experiment experiment, String serviceOfNew) {
        return RouterCompiler.compile(
                router, experiment, Map.of("old", target("a", "miles"), "new", target("b", serviceOfNew)));
    }

    private static RouterCompiler.Target target(String name, String service) {
        ModelVersion version = new ModelVersion(
                "1", name + ".onnx", ModelVersion.Format.ONNX, List.of("passenger__miles"), 1, Map.of());
        Model model = new Model(
                name,
                service,
                List.of(new Column("echo", ScalarType.FLOAT32)),
                List.of(version),
                Map.of(),
                Metadata.NONE);
        return new RouterCompiler.Target(model, version, FEATURES);
    }

    /** Passenger p7 has flown 7 miles, and every model answers with its only input. */
    private static final class Echo implements PlanContext {

        private final List<Integer> retrievals = new ArrayList<>();
        private final List<Batch> logged = new ArrayList<>();

        @Override
        public CompletionStage<FeatureBatch> retrieve(String service, Batch batch) {
            retrievals.add(batch.rows());
            @Nullable Object[][] rows = new Object[batch.rows()][];
            for (int row = 0; row < rows.length; row++) {
                String passenger = String.valueOf(batch.column("passenger").get(row));
                rows[row] = ListBatch.row(Long.parseLong(passenger.substring(1)));
            }
            return CompletableFuture.completedFuture(ListBatch.of(FEATURES, rows));
        }

        @Override
        public CompletionStage<List<Tensor>> predict(String model, String version, FeatureMatrix matrix) {
            return CompletableFuture.completedFuture(
                    List.of(new Tensor("echo", ScalarType.FLOAT32, new long[] {matrix.rows(), 1}, matrix.values())));
        }

        @Override
        public void log(String router, Batch answered) {
            logged.add(answered);
        }
    }
}
