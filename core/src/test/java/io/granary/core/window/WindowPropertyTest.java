package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Windows over stored tiles are windows by definition: in any arrival order, split, mode and layout, to the bit. */
@Timeout(120)
class WindowPropertyTest {

    private static final int TIMES = 400;

    @Test
    void storedTilesAnswerAsTheListOfEventsDoes() {
        Property.check(TIMES, random -> {
            Scene scene = new Scene(random);
            StoredPages pages = new StoredPages(scene.layout);
            List<Event> all = new ArrayList<>();
            for (int step = 0; step < 3; step++) {
                List<Event> arrived = scene.nextEvents(random.nextInt(60), "s" + step);
                Collections.shuffle(arrived, random);
                arrived.forEach(pages::add);
                all.addAll(arrived);
                assertThat(scene.values(pages)).isEqualTo(scene.plainValues(all));
                scene.advance();
            }
        });
    }

    @Test
    void pagesAreTheSameInEveryOrder() {
        Property.check(TIMES, random -> {
            Scene scene = new Scene(random);
            List<Event> events = scene.nextEvents(random.nextInt(80), "");
            WindowLayout small = Scene.withRawEvents(scene.layout, 1 + random.nextInt(20));

            assertThat(pagesOf(small, events, random))
                    .containsExactlyInAnyOrderEntriesOf(pagesOf(small, events, random));
        });
    }

    @Test
    void secondsWhoseEventsAreTilesAreLeftOutWhole() {
        Property.check(TIMES, random -> {
            Scene scene = new Scene(random);
            WindowLayout small = Scene.withRawEvents(scene.layout, 1 + random.nextInt(4));
            List<WindowedFeature> features =
                    scene.features.stream().filter(small::answers).toList();
            StoredPages pages = new StoredPages(small);
            List<Event> events = scene.nextEvents(random.nextInt(200), "");
            events.forEach(pages::add);

            WindowRead read = pages.read(WindowReader.of(small, features), scene.at);

            List<@Nullable Object> plain = new ArrayList<>();
            for (int i = 0; i < features.size(); i++) {
                long end = read.toMicros(i);
                long to = read.endsAtSecond(i) ? TimeWindow.floor(end, 1_000_000) : end;
                plain.add(PlainWindows.value(features.get(i), events, read.fromMicros(i), to));
            }
            assertThat(StoredPages.values(features, read)).isEqualTo(plain);
        });
    }

    @Test
    void damagedPagesAreAnErrorOrAValueAndNothingElse() {
        Property.check(TIMES, random -> {
            Scene scene = new Scene(random);
            StoredPages pages = new StoredPages(scene.layout);
            scene.nextEvents(1 + random.nextInt(30), "").forEach(pages::add);
            pages.fields().replaceAll((field, page) -> damaged(page, random));
            try {
                scene.values(pages);
                scene.nextEvents(10, "again").forEach(pages::add);
            } catch (GranaryException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL);
            }
        });
    }

    private static byte[] damaged(byte[] page, Random random) {
        byte[] damaged = Arrays.copyOf(page, random.nextBoolean() ? page.length : random.nextInt(page.length + 1));
        if (damaged.length > 0 && random.nextInt(4) > 0) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    @Test
    void backfillAndStreamTogetherAreTheWhole() {
        Property.check(TIMES, random -> {
            Scene scene = new Scene(random);
            List<Event> events = scene.nextEvents(random.nextInt(100), "");
            StoredPages backfill = new StoredPages(scene.layout);
            StoredPages stream = new StoredPages(scene.layout);
            int cut = random.nextInt(101);
            Collections.shuffle(events, random);
            events.forEach(event -> (random.nextInt(100) < cut ? backfill : stream).add(event));
            WindowRead read = scene.reader.newRead();

            read.start(scene.at);
            stream.readInto(read, scene.reader.fieldsAt(scene.at));
            backfill.readInto(read, scene.reader.fieldsAt(scene.at));

            assertThat(StoredPages.values(scene.features, read)).isEqualTo(scene.plainValues(events));
        });
    }

    @Test
    void fieldsHoldUntilTheySaySo() {
        Property.check(TIMES, random -> {
            Scene scene = new Scene(random);
            StoredPages pages = new StoredPages(scene.layout);
            List<Event> events = scene.nextEvents(random.nextInt(100), "");
            events.forEach(pages::add);
            WindowFields fields = scene.reader.fieldsAt(scene.at - random.nextInt(50_000_000));
            long last = Math.min(scene.at, fields.untilMicros() - 1);
            WindowRead read = scene.reader.newRead();

            read.start(last);
            pages.readInto(read, fields);

            assertThat(StoredPages.values(scene.features, read)).isEqualTo(scene.plainValues(events, last));
        });
    }

    @Test
    void layoutOfOtherFeaturesAnswersWhenItSaysSo() {
        int[] answered = new int[1];
        Property.check(TIMES, random -> {
            Scene scene = new Scene(random);
            List<WindowedFeature> others = new RandomWindows(random).nextFeatures();
            List<WindowedFeature> some =
                    others.stream().filter(scene.layout::answers).toList();
            assertThat(scene.layout.answers(others)).isEqualTo(some.size() == others.size());
            answered[0] += some.size();
            List<Event> events = scene.nextEvents(random.nextInt(100), "");
            StoredPages pages = new StoredPages(scene.layout);
            events.forEach(pages::add);

            WindowRead read = pages.read(WindowReader.of(scene.layout, some), scene.at);

            assertThat(StoredPages.values(some, read)).isEqualTo(Scene.plainValues(some, events, scene.at));
        });
        assertThat(answered[0]).isGreaterThan(TIMES / 10);
    }

    @Test
    void oneLayoutAnswersAllFeaturesItIsPlannedFor() {
        Property.check(TIMES, random -> {
            Scene scene = new Scene(random);

            assertThat(scene.layout.answers(scene.features)).isTrue();
        });
    }

    private static Map<Integer, byte[]> pagesOf(WindowLayout layout, List<Event> events, Random random) {
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        StoredPages pages = new StoredPages(layout);
        shuffled.forEach(pages::add);
        return pages.fields();
    }

    /** A view, its layout, and a time that its events are around. */
    private static final class Scene {

        private final Random random;
        private final RandomWindows windows;
        private final long skew;
        private final List<WindowedFeature> features;
        private final WindowLayout layout;
        private final WindowReader reader;
        private long at;

        Scene(Random random) {
            this.random = random;
            this.windows = new RandomWindows(random);
            this.features = windows.nextFeatures();
            Duration maxFutureSkew =
                    windows.pick(List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(10)));
            this.skew = TimeUnit.SECONDS.toMicros(maxFutureSkew.toSeconds());
            this.layout = WindowLayout.plan(features, maxFutureSkew);
            this.reader = WindowReader.of(layout, features);
            this.at = windows.nextTime();
        }

        static WindowLayout withRawEvents(WindowLayout layout, int rawEvents) {
            return new WindowLayout(
                    layout.inputs(), layout.accumulators(), layout.levels(), rawEvents, layout.slackMicros());
        }

        List<Event> nextEvents(int count, String ids) {
            return windows.nextEvents(count, ids, at, skew, features);
        }

        void advance() {
            TimeWindow window = windows.pick(features).window();
            at += switch (random.nextInt(3)) {
                case 0 -> random.nextInt(1_000_000);
                case 1 -> (long) (random.nextDouble() * 2 * window.lengthMicros());
                default -> random.nextInt(100) * TimeUnit.DAYS.toMicros(1);
            };
        }

        List<@Nullable Object> values(StoredPages pages) {
            return StoredPages.values(features, pages.read(reader, at));
        }

        List<@Nullable Object> plainValues(List<Event> events) {
            return plainValues(features, events, at);
        }

        List<@Nullable Object> plainValues(List<Event> events, long time) {
            return plainValues(features, events, time);
        }

        static List<@Nullable Object> plainValues(List<WindowedFeature> features, List<Event> events, long time) {
            List<@Nullable Object> values = new ArrayList<>();
            features.forEach(feature -> values.add(PlainWindows.value(feature, events, time)));
            return values;
        }
    }
}
