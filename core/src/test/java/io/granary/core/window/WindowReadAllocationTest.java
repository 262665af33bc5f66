package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.granary.core.definition.Window;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a read allocates does not grow with the tiles that it merges. */
class WindowReadAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long AT = 1_700_000_000_123_456L;
    private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
    private static final long SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final int MANY = 7 * 24 * 60;
    private static final int READS = 500;
    private static final long SMALLEST_OBJECT = 16;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count",
                "sum",
                "avg",
                "min",
                "max",
                "var",
                "std",
                "first",
                "last",
                "first_k(3)",
                "last_k(3)",
                "percentile(0.9)"
            })
    void makesNoObjects(String function) {
        assertThat(Question.of(reader(function), 1).bytesPerRead()).isZero();
        assertThat(dozens(function).bytesPerRead()).isZero();
    }

    /** Where an answer takes a few of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"count_distinct", "approx_count_distinct"})
    void makesNoObjectForEachTile(String function) {
        Question one = Question.of(reader(function), 1);
        Question dozens = dozens(function);

        assertThat(dozens.bytesPerRead() - one.bytesPerRead())
                .isLessThan(SMALLEST_OBJECT * (dozens.tiles() - one.tiles()));
    }

    private static Question dozens(String function) {
        Question dozens = Question.of(reader(function), MANY);
        assertThat(dozens.tiles()).isGreaterThan(50);
        return dozens;
    }

    private static WindowReader reader(String function) {
        List<WindowedFeature> features = Stream.of("1h", "24h", "7d")
                .map(length -> feature(function, Window.parse(length)))
                .toList();
        return WindowReader.of(WindowLayout.plan(features, Duration.ZERO), features);
    }

    private static WindowedFeature feature(String function, Window window) {
        TimeWindow time = new TimeWindow(WindowMode.SAWTOOTH, micros(window.length()), micros(window.defaultHop()));
        return new WindowedFeature(function + "_" + window, WindowFunction.parse(function), Event.WHOLE, time, null);
    }

    private static long micros(Duration duration) {
        return TimeUnit.SECONDS.toMicros(duration.toSeconds());
    }

    /** All features of one entity, asked again and again. */
    private record Question(WindowReader reader, WindowRead read, int[] fields, byte[][] pages) {

        /** Of an entity with an event a minute until the question; it was asked often enough to be warm. */
        static Question of(WindowReader reader, int minutes) {
            StoredPages stored = new StoredPages(reader.layout());
            for (int i = 0; i < Math.max(minutes, 10); i++) {
                long micros = AT - SECOND - (minutes == 1 ? 0 : i * MINUTE);
                stored.add(new Event(micros, "id " + i, micros, null, (long) (i % 10), null));
            }
            int[] fields = Arrays.stream(reader.fieldsAt(AT).ordinals())
                    .filter(stored.fields()::containsKey)
                    .toArray();
            byte[][] pages = Arrays.stream(fields).mapToObj(stored::get).toArray(byte[][]::new);
            Question question = new Question(reader, reader.newRead(), fields, pages);
            question.ask(READS);
            return question;
        }

        long bytesPerRead() {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            ask(READS);
            return (THREADS.getCurrentThreadAllocatedBytes() - before) / READS;
        }

        int tiles() {
            return IntStream.range(0, reader.features().size()).map(read::tiles).sum();
        }

        private void ask(int times) {
            for (int i = 0; i < times; i++) {
                read.start(AT);
                for (int page = 0; page < pages.length; page++) {
                    read.page(fields[page], pages[page], 0, pages[page].length);
                }
                for (int feature = 0; feature < reader.features().size(); feature++) {
                    read.finish(feature, Nowhere.SINK);
                }
            }
        }
    }

    /** Takes values and keeps none. */
    private enum Nowhere implements ValueSink {
        SINK;

        @Override
        public void nothing() {}

        @Override
        public void integer(long value) {}

        @Override
        public void number(double value) {}

        @Override
        public void truth(boolean value) {}

        @Override
        public void timestamp(long micros) {}

        @Override
        public void text(byte[] utf8, int offset, int length) {}

        @Override
        public void bytes(byte[] value, int offset, int length) {}

        @Override
        public void startList(int size) {}

        @Override
        public void endList() {}
    }
}
