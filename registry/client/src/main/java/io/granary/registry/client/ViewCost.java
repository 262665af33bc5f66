package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What it takes until the online store holds what a plan makes of a view.
 *
 * @param steps what has to be done, in this order
 * @param bytesPerEntity estimated length of a stored row, header included; of windows that of all states of an entity
 *     which has events in every tile
 * @param windows of the view's aggregations
 * @param tiles what windows are made of; null: the view has rows
 */
public record ViewCost(
        String view,
        Reason reason,
        List<Step> steps,
        int bytesPerEntity,
        List<WindowCost> windows,
        @Nullable TileCost tiles) {

    /** Why rows or window states have to be written, or that they need not be. */
    public enum Reason {
        NEW("new in the online store"),
        REBUILT("a new generation"),
        RETURNED("an earlier generation, whose rows may be gone"),
        CHANGED("its row schema changes"),
        LONGER_TTL("its ttl grows"),
        SHORTER_TTL("its ttl gets shorter"),
        HISTORY("its source's history changes"),
        ANSWERED("existing tiles answer it, nothing is rebuilt");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** Who has to do something. */
    public enum Action {
        /** Ingestion reads the topic again, by itself. */
        REPLAY,
        /** Somebody has to run {@code granary materialize}. */
        MATERIALIZE,
        /** Somebody has to run {@code granary backfill}. */
        BACKFILL
    }

    /**
     * One source to read.
     *
     * @param rows how many it has; null when that is not known
     */
    public record Step(
            Action action, String source, @Nullable Long rows) {

        public Step {
            requireNonNull(action, "action");
            requireNonNull(source, "source");
        }
    }

    public ViewCost {
        requireNonNull(view, "view");
        requireNonNull(reason, "reason");
        steps = List.copyOf(steps);
        windows = List.copyOf(windows);
    }

    /** Of rows. */
    public ViewCost(String view, Reason reason, List<Step> steps, int bytesPerEntity) {
        this(view, reason, steps, bytesPerEntity, List.of(), null);
    }

    /** The same cost with the rows of its sources, where they are known. */
    ViewCost withRows(Function<String, @Nullable Long> rows) {
        List<Step> counted = steps.stream()
                .map(step -> new Step(step.action(), step.source(), rows.apply(step.source())))
                .toList();
        return new ViewCost(view, reason, counted, bytesPerEntity, windows, tiles);
    }
}
