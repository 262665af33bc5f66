package io.granary.ingestion;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.WindowFeatures;
import io.granary.core.featurelog.WindowState;
import io.granary.core.featurelog.WindowStateKey;
import io.granary.core.key.EntityKey;
import io.granary.core.view.WindowEvents;
import io.granary.core.window.EntityWindows;
import io.granary.core.window.EventValues;
import io.granary.core.window.ObjectSink;
import io.granary.core.window.Pages;
import io.granary.core.window.TileWriter;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowRead;
import io.granary.core.window.WindowReader;
import io.granary.ingestion.Trips.Trip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What the windows of trips must be, computed in memory, and what stored pages say. */
final class TripWindows {

    private final WindowPlan plan;
    private final WindowLayout layout;
    private final WindowReader reader;
    private final WindowEvents events;

    TripWindows(Revision revision) {
        this.plan = WindowPlan.of(revision).get(0);
        this.layout = plan.layout();
        FeatureView view = plan.view();
        this.reader = WindowReader.of(
                layout, WindowFeatures.windowed(view, plan.source().schema()));
        this.events = WindowEvents.compile(revision, view, layout, plan.source().schema());
    }

    WindowLayout layout() {
        return layout;
    }

    /** The features of one driver at a time, of trips in any order, each counted once. */
    List<@Nullable Object> expected(Collection<Trip> trips, Instant at) {
        EntityWindows windows = EntityWindows.of(reader);
        for (Trip trip : new LinkedHashSet<>(trips)) {
            EventValues event = layout.newEvent();
            if (events.read(trip.values()::get, event)) {
                windows.add(event);
            }
        }
        return features(windows.read(Rides.micros(at)));
    }

    /** The same of pages. */
    List<@Nullable Object> of(IntFunction<byte @Nullable []> pages, Instant at) {
        WindowRead read = reader.newRead();
        read.start(Rides.micros(at));
        for (int field : reader.fieldsAt(Rides.micros(at)).ordinals()) {
            byte[] page = pages.apply(field);
            if (page != null) {
                read.page(field, page, 0, page.length);
            }
        }
        return features(read);
    }

    /** The same of what the online store has for a driver, of the stream and of a backfill. */
    List<@Nullable Object> stored(Bench bench, String driver, Instant at) {
        WindowRead read = reader.newRead();
        read.start(Rides.micros(at));
        for (int ordinal : reader.fieldsAt(Rides.micros(at)).ordinals()) {
            for (String end : List.of("", WindowState.BACKFILL)) {
                byte[] state = bench.field(key(driver), field(ordinal) + end);
                if (state != null) {
                    byte[] page = WindowState.page(state);
                    read.page(ordinal, page, 0, page.length);
                }
            }
        }
        return features(read);
    }

    /** The field of the online store that has a page of the stream. */
    String field(int ordinal) {
        return plan.field() + WindowState.SEPARATOR + layout.field(ordinal);
    }

    EntityKey key(String driver) {
        return Trips.key(plan.revision().project(), driver);
    }

    /** What a backfill of trips of one driver writes, by the ordinal of the field. */
    Map<Integer, byte[]> pages(Collection<Trip> trips) {
        TileWriter writer = TileWriter.of(layout);
        PagesInMemory pages = new PagesInMemory(new HashMap<>());
        for (Trip trip : new LinkedHashSet<>(trips)) {
            EventValues event = layout.newEvent();
            if (events.read(trip.values()::get, event)) {
                writer.add(event, pages);
            }
        }
        return pages.pages();
    }

    /** Writes what a backfill of trips writes. */
    void sendBackfilled(Bench bench, Collection<Trip> trips) {
        Map<String, List<Trip>> byDriver = trips.stream().collect(groupingBy(Trip::driver, TreeMap::new, toList()));
        byDriver.forEach((driver, own) -> pages(own)
                .forEach((field, page) -> bench.send(
                        plan.backfillLog(), WindowStateKey.encode(key(driver).bytes(), field), page)));
    }

    /** Fails unless the online store has the windows of these trips, and of no others, for every driver. */
    void assertStored(Bench bench, Collection<Trip> trips, Instant at) {
        for (int driver = 0; driver < Trips.DRIVERS; driver++) {
            String name = "driver " + driver;
            List<Trip> own =
                    trips.stream().filter(trip -> trip.driver().equals(name)).toList();
            assertThat(stored(bench, name, at)).as(name).isEqualTo(expected(own, at));
        }
    }

    private record PagesInMemory(Map<Integer, byte[]> pages) implements Pages {

        @Override
        public byte @Nullable [] get(int field) {
            return pages.get(field);
        }

        @Override
        public void put(int field, byte[] page) {
            pages.put(field, page);
        }
    }

    private List<@Nullable Object> features(WindowRead read) {
        List<@Nullable Object> features = new ArrayList<>();
        for (int i = 0; i < reader.features().size(); i++) {
            ObjectSink sink = ObjectSink.of(reader.features().get(i).type());
            read.finish(i, sink);
            features.add(sink.value());
        }
        return features;
    }
}
