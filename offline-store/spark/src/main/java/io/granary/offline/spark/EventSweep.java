package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.row.RowCodec;
import io.granary.core.window.WindowSweep;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Answers the probes of a window view. Events come in the order of their timestamps, a probe before events of its own
 * moment; those that are not known yet wait.
 */
final class EventSweep implements ViewSweep {

    private final EventsInOrder events;
    private final WaitingEvents waiting;
    private final WindowSweep windows;
    private final List<Integer> columns;
    private final RowCodec codec;
    private final @Nullable Object[] values;

    private EventSweep(
            EventsInOrder events, WaitingEvents waiting, WindowSweep windows, List<Integer> columns, RowCodec codec) {
        this.events = events;
        this.waiting = waiting;
        this.windows = windows;
        this.columns = columns;
        this.codec = codec;
        values = new @Nullable Object[codec.schema().columns().size()];
    }

    static EventSweep of(TrainingTask task, FeatureView view) {
        ViewWindows compiled = ViewWindows.of(task.plan().revision(), view);
        List<Integer> columns = List.copyOf(task.plan().columns(view));
        WindowSweep windows = WindowSweep.of(
                compiled.layout(),
                columns.stream().map(compiled.features()::get).toList());
        return new EventSweep(
                new EventsInOrder(compiled.layout().newEvent()),
                new WaitingEvents(compiled.layout().newEvent(), windows),
                windows,
                columns,
                RowCodec.of(task.plan().schema(view)));
    }

    @Override
    public void startKey() {
        events.startKey();
        waiting.clear();
        windows.clear();
    }

    @Override
    public @Nullable Row advance(Row row) {
        if (SweepRow.isProbe(row)) {
            return answer(row);
        }
        byte[] event = events.next(row);
        if (event.length > 0) {
            waiting.add(SweepRow.micros(row), SweepRow.number(row), event);
        }
        return null;
    }

    private Row answer(Row probe) {
        waiting.release(SweepRow.micros(probe));
        windows.ask(SweepRow.micros(probe));
        for (int i = 0; i < columns.size(); i++) {
            values[columns.get(i)] = windows.value(i);
        }
        return AnswerRow.found(SweepRow.number(probe), SweepRow.role(probe), codec.encode(values));
    }
}
