package io.granary.offline.engine.compute;

import io.granary.core.definition.FeatureView;
import io.granary.core.window.WindowSweep;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one entity key of a view at the moments of entity rows. Events come as {@link EventsInOrder} takes them,
 * timestamps rising, a moment before events of its own; those that are not known yet wait. Not safe for threads.
 */
public final class KeyWindows {

    private final EventsInOrder events;
    private final WaitingEvents waiting;
    private final WindowSweep windows;
    private final List<Integer> columns;
    private final @Nullable Object[] values;

    private KeyWindows(
            EventsInOrder events, WaitingEvents waiting, WindowSweep windows, List<Integer> columns, int width) {
        this.events = events;
        this.waiting = waiting;
        this.windows = windows;
        this.columns = columns;
        values = new @Nullable Object[width];
    }

    /** The windows of a view that a plan asks for. */
    public static KeyWindows of(TrainingSetPlan plan, FeatureView view) {
        ViewWindows compiled = ViewWindows.of(plan.revision(), view);
        List<Integer> columns = List.copyOf(plan.columns(view));
        WindowSweep windows = WindowSweep.of(
                compiled.layout(),
                columns.stream().map(compiled.features()::get).toList());
        return new KeyWindows(
                new EventsInOrder(compiled.layout().newEvent()),
                new WaitingEvents(compiled.layout().newEvent(), windows),
                windows,
                columns,
                plan.schema(view).columns().size());
    }

    /** Forgets the entity key. */
    public void startKey() {
        events.startKey();
        waiting.clear();
        windows.clear();
    }

    /** The events of the entity key, for their order; what it gives is to be added. */
    public EventsInOrder events() {
        return events;
    }

    /** Adds an event that {@link #events} gave; an empty one is none. */
    public void add(long eventMicros, long knownMicros, byte[] content) {
        if (content.length > 0) {
            waiting.add(eventMicros, knownMicros, content);
        }
    }

    /**
     * The values at a moment, in the order of {@link TrainingSetPlan#schema}; of features that are not asked for, null. The
     * array is used again for the next moment.
     */
    public @Nullable Object[] ask(long atMicros) {
        waiting.release(atMicros);
        windows.ask(atMicros);
        for (int i = 0; i < columns.size(); i++) {
            values[columns.get(i)] = windows.value(i);
        }
        return values;
    }
}
