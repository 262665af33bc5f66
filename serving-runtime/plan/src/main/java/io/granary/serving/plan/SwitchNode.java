package io.granary.serving.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends each row down one route: that of its treatment where an experiment decided, else one by weight, always the same
 * for the same sticky value. The routes run side by side.
 *
 * @param branches plan of each route, by name
 */
public record SwitchNode(WeightedRoutes routes, Map<String, RouteBranch> branches) implements PlanNode {

    public SwitchNode {
        branches = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
    }

    @Override
    public CompletionStage<Batch> run(Batch batch, PlanContext context) {
        List<CompletableFuture<RoutedRows>> running = new ArrayList<>();
        rowsByRoute(batch).forEach((route, rows) -> running.add(run(route, rows, batch, context)));
        return CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .thenApply(done -> batch.withRouted(
                        running.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<RoutedRows> run(String route, List<Integer> rows, Batch batch, PlanContext context) {
        RouteBranch branch = branches.get(route);
        if (branch == null) {
            throw new IllegalStateException("route " + route + " was not compiled");
        }
        int[] places = rows.stream().mapToInt(Integer::intValue).toArray();
        return branch.plan()
                .run(batch.select(places), context)
                .thenApply(answer -> new RoutedRows(branch, places, answer))
                .toCompletableFuture();
    }

    private Map<String, List<Integer>> rowsByRoute(Batch batch) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int row = 0; row < batch.rows(); row++) {
            rows.computeIfAbsent(route(batch, row), route -> new ArrayList<>()).add(row);
        }
        return rows;
    }

    private String route(Batch batch, int row) {
        return batch.assigned().isEmpty()
                ? routes.choose(batch, row).name()
                : batch.assigned().get(row).route();
    }
}
