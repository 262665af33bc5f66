package io.granary.registry.server.rollout;

import io.granary.registry.server.store.RolloutPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who wants to be told of the moves of which project. Safe for threads: the last listener may leave as another comes. */
final class RolloutListeners {

    private final Map<String, List<Consumer<RolloutPosition>>> byProject = new ConcurrentHashMap<>();

    boolean isEmpty() {
        return byProject.isEmpty();
    }

    void add(String project, Consumer<RolloutPosition> listener) {
        byProject.merge(project, List.of(listener), RolloutListeners::with);
    }

    void remove(String project, Consumer<RolloutPosition> listener) {
        byProject.computeIfPresent(project, (name, all) -> without(all, listener));
    }

    /** Tells those of the projects that are elsewhere than before. */
    void tell(Map<String, RolloutPosition> before, Map<String, RolloutPosition> now) {
        byProject.forEach((project, all) -> {
            RolloutPosition position = now.get(project);
            if (position != null && !position.equals(before.get(project))) {
                all.forEach(listener -> listener.accept(position));
            }
        });
    }

    private static <T> List<T> with(List<T> all, List<T> more) {
        List<T> next = new ArrayList<>(all);
        next.addAll(more);
        return List.copyOf(next);
    }

    /** Null when nobody is left. */
    private static <T> @Nullable List<T> without(List<T> all, T one) {
        List<T> next = new ArrayList<>(all);
        next.remove(one);
        return next.isEmpty() ? null : List.copyOf(next);
    }
}
