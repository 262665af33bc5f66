package io.granary.benchmarks.online;

import io.granary.core.window.EventValues;
import io.granary.core.window.ObjectSink;
import io.granary.core.window.Pages;
import io.granary.core.window.TileWriter;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowRead;
import io.granary.core.window.WindowReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Entities with events of eight days up to now, in order, as pages of a layout. Not safe for threads. */
final class PagedEntities {

    private static final long SPAN = TimeUnit.DAYS.toMicros(8);
    private static final int MOST = 100_000;

    private final WindowLayout layout;
    private final long everyMicros;
    private final long nowMicros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    private final List<Map<Integer, byte[]>> entities = new ArrayList<>();
    private long events;
    private long bytesWritten;

    PagedEntities(WindowLayout layout, int everySeconds) {
        this.layout = layout;
        this.everyMicros = TimeUnit.SECONDS.toMicros(everySeconds);
    }

    long nowMicros() {
        return nowMicros;
    }

    /** By the ordinal of the field, of each entity. */
    List<Map<Integer, byte[]>> pages() {
        return entities;
    }

    /** Of an entity. */
    double fields() {
        return entities.stream().mapToInt(Map::size).average().orElse(0);
    }

    /** When each event is written by itself. */
    double bytesWrittenAnEvent() {
        return (double) bytesWritten / events;
    }

    /** Adds all events of so many entities; microseconds of CPU an event. */
    double write(int count) {
        TileWriter writer = TileWriter.of(layout);
        EventValues event = layout.newEvent();
        long start = cpuNanos();
        for (int entity = 0; entity < count; entity++) {
            write(writer, event, new SplittableRandom(entity));
        }
        return (cpuNanos() - start) / 1e3 / events;
    }

    private void write(TileWriter writer, EventValues event, SplittableRandom random) {
        Stored stored = new Stored(new TreeMap<>());
        entities.add(stored.byField());
        long at = nowMicros - SPAN;
        for (long id = 0; at < nowMicros; id++) {
            event.start(at);
            event.id(ByteBuffer.allocate(Long.BYTES).putLong(id).array(), 0, Long.BYTES);
            event.number(0, random.nextInt(MOST) / 100.0);
            writer.add(event, stored);
            events++;
            at += 1 + random.nextLong(2 * everyMicros);
        }
    }

    /** Asks for all features of one entity after the other; microseconds of CPU an answer. */
    double answer(WindowReader reader, int reads) {
        WindowRead read = reader.newRead();
        List<ObjectSink> sinks = reader.features().stream()
                .map(feature -> ObjectSink.of(feature.type()))
                .toList();
        int[] fields = reader.fieldsAt(nowMicros).ordinals();
        long start = cpuNanos();
        for (int i = 0; i < reads; i++) {
            Map<Integer, byte[]> pages = entities.get(i % entities.size());
            read.start(nowMicros);
            for (int field : fields) {
                byte[] page = pages.get(field);
                if (page != null) {
                    read.page(field, page, 0, page.length);
                }
            }
            for (int feature = 0; feature < sinks.size(); feature++) {
                read.finish(feature, sinks.get(feature));
            }
        }
        return (cpuNanos() - start) / 1e3 / reads;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private final class Stored implements Pages {

        private final Map<Integer, byte[]> byField;

        Stored(Map<Integer, byte[]> byField) {
            this.byField = byField;
        }

        Map<Integer, byte[]> byField() {
            return byField;
        }

        @Override
        public byte @Nullable [] get(int field) {
            return byField.get(field);
        }

        @Override
        public void put(int field, byte[] page) {
            bytesWritten += page.length;
            byField.put(field, page);
        }
    }
}
