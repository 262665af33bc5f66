package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.row.RowCodec;
import io.granary.offline.engine.compute.KeyWindows;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Answers the probes of a window view. Events come in the order of their timestamps, a probe before those of its own. */
final class EventSweep implements ViewSweep {

    private final KeyWindows windows;
    private final RowCodec codec;

    private EventSweep(KeyWindows windows, RowCodec codec) {
        this.windows = windows;
        this.codec = codec;
    }

    static EventSweep of(TrainingTask task, FeatureView view) {
        return new EventSweep(
                KeyWindows.of(task.plan(), view), RowCodec.of(task.plan().schema(view)));
    }

    @Override
    public void startKey() {
        windows.startKey();
    }

    @Override
    public @Nullable Row advance(Row row) {
        if (SweepRow.isProbe(row)) {
            byte[] values = codec.encode(windows.ask(SweepRow.micros(row)));
            return AnswerRow.found(SweepRow.number(row), SweepRow.role(row), values);
        }
        byte[] event = SweepRow.nextEvent(windows.events(), row);
        windows.add(SweepRow.micros(row), SweepRow.number(row), event);
        return null;
    }
}
