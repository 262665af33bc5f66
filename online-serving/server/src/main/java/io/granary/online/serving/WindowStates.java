package io.granary.online.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.featurelog.WindowState;
import io.granary.core.type.DataType;
import io.granary.core.view.FeatureStatus;
import io.granary.core.window.WindowFields;
import io.granary.core.window.WindowRead;
import io.granary.core.window.WindowReader;
import io.granary.core.window.WindowedFeature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the stored window states of one view: those of the stream and those of a backfill, merged and finished at the time
 * of the request. Safe for threads.
 */
final class WindowStates implements ViewReader {

    private static final Logger log = LoggerFactory.getLogger(WindowStates.class);

    private final ViewWindows windows;
    private final String field;
    private final WindowReader reader;
    private final DataType[] types;

    /** Of each moment, a feature that has it: features of the same window share one. */
    private final int[] featuresOfMoments;

    private final ServingMetrics metrics;

    /** Scratch that nobody uses at the moment. */
    private final AtomicReference<@Nullable WindowRead> idle = new AtomicReference<>();

    /**
     * @param field of the online store, which the names of all fields of the view start with
     * @param wanted features of the windows
     * @param featuresOfMoments of each moment, the place of a wanted feature that has it
     */
    WindowStates(
            ViewWindows windows,
            String field,
            List<WindowedFeature> wanted,
            int[] featuresOfMoments,
            ServingMetrics metrics) {
        this.windows = windows;
        this.field = field;
        this.reader = WindowReader.of(windows.layout(), wanted);
        this.types = wanted.stream().map(WindowedFeature::type).toArray(DataType[]::new);
        this.featuresOfMoments = featuresOfMoments;
        this.metrics = metrics;
    }

    @Override
    public int width() {
        return types.length;
    }

    @Override
    public int moments() {
        return featuresOfMoments.length;
    }

    /** The pages of the stream, then those of a backfill in the same order. */
    @Override
    public ViewFields fieldsAt(long micros) {
        WindowFields fields = reader.fieldsAt(micros);
        byte[][] names = Stream.of("", WindowState.BACKFILL)
                .flatMap(end -> Arrays.stream(fields.ordinals()).mapToObj(ordinal -> name(ordinal) + end))
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return new ViewFields(names, fields.ordinals(), micros, fields.untilMicros());
    }

    private String name(int ordinal) {
        return field + WindowState.SEPARATOR + reader.layout().field(ordinal);
    }

    @Override
    public void read(ViewRead read) {
        WindowRead scratch = takeScratch();
        try {
            merge(read, scratch);
            finish(read, scratch);
            idle.setRelease(scratch);
        } catch (GranaryException e) {
            read.cells().clear(read.firstCell(), width());
            read.fillMissing(FeatureStatus.UNAVAILABLE, moments());
            metrics.unreadablePage();
            log.debug("Cannot read window states of {}", field, e);
        }
    }

    private WindowRead takeScratch() {
        WindowRead scratch = idle.getAndSet(null);
        return scratch == null ? reader.newRead() : scratch;
    }

    /** @throws GranaryException (INTERNAL) when a state is damaged */
    private static void merge(ViewRead read, WindowRead scratch) {
        scratch.start(read.nowMicros());
        ViewFields fields = read.fields();
        byte[] bytes = read.cells().bytes();
        for (int i = 0; i < fields.count(); i++) {
            if (read.has(i)) {
                int length = WindowState.pageLength(bytes, read.offset(i), read.length(i));
                if (length < 0) {
                    throw new GranaryException(ErrorCode.INTERNAL, "Cannot read a window state: its checksum is wrong");
                }
                scratch.page(fields.ordinal(i), bytes, read.offset(i) + WindowState.HEADER_LENGTH, length);
            }
        }
    }

    private void finish(ViewRead read, WindowRead scratch) {
        CellSink sink = read.sink();
        int firstCell = read.firstCell();
        for (int feature = 0; feature < types.length; feature++) {
            scratch.finish(feature, sink.at(firstCell + feature, types[feature]));
            if (scratch.isOutOfRange(feature)) {
                metrics.outOfRange();
            }
        }
        for (int moment = 0; moment < featuresOfMoments.length; moment++) {
            finishMoment(moment, featuresOfMoments[moment], read, scratch);
        }
    }

    /** A window is never too old, and an empty one has a value, too. */
    private void finishMoment(int moment, int feature, ViewRead read, WindowRead scratch) {
        if (scratch.isEmpty(feature)) {
            read.fillWithoutEvent(moment, FeatureStatus.PRESENT);
        } else {
            read.fill(moment, FeatureStatus.PRESENT, scratch.newestEventMicros(feature));
        }
        metrics.windowRead(scratch.tiles(feature), scratch.rawEvents(feature), scratch.endsAtSecond(feature));
    }

    @Override
    public void explain(ViewRead read, int ordinal, ObjectNode json) {
        new WindowExplanation(windows, reader, ordinal, read, json).write();
    }
}
