package io.granary.benchmarks.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.flights.ExampleFlights;
import io.granary.benchmarks.flights.FaultyFlights;
import io.granary.benchmarks.flights.FlightEvent;
import io.granary.benchmarks.oracle.OracleEvents;
import io.granary.benchmarks.oracle.OracleFeature;
import io.granary.cli.files.Repository;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.view.WindowEvents;
import io.granary.core.window.EntityWindows;
import io.granary.core.window.EventValues;
import io.granary.core.window.ObjectSink;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowRead;
import io.granary.core.window.WindowReader;
import io.granary.core.window.WindowedFeature;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The windows of core alone, without a server: faulty flights of every entity, asked between arrivals. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CoreParityTest {

    private static final int FLIGHTS = 3_000;
    private static final int QUESTIONS_OF_AN_ENTITY = 4;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<String> mismatches = new ArrayList<>();
    private final Agreement agreement = new Agreement(mismatches::add);

    @Test
    void pagesAnswerLikeThePlainDefinition(@TempDir Path folder) throws Exception {
        List<FlightEvent> records =
                FaultyFlights.read(ExampleFlights.file(), FLIGHTS, seed, 4, FlightProject.startMicros());
        OracleEvents events = OracleEvents.of(records, TimeUnit.HOURS.toMicros(1), TimeUnit.MINUTES.toMicros(1));
        Repository repository = FlightProject.write(folder);
        Revision revision =
                Revision.none(FlightProject.NAME).next(repository.definitions(), "test", "the only one", Instant.EPOCH);

        for (String view : List.of(Views.AIRPORT, Views.ROUTE)) {
            new Player(revision, view, events).play();
        }

        assertThat(mismatches).as("seed " + seed).isEmpty();
        assertThat(agreement.compared()).isGreaterThan(5_000);
    }

    /** One view, entity by entity. */
    private final class Player {

        private final String view;
        private final OracleEvents events;
        private final WindowEvents compiled;
        private final EntityWindows windows;
        private final List<WindowedFeature> features;
        private final PointCheck check;
        private final EventValues event;

        Player(Revision revision, String name, OracleEvents events) {
            this.view = name;
            this.events = events;
            Definitions definitions = revision.definitions();
            FeatureView defined = definitions.featureView(name);
            List<Column> columns =
                    Objects.requireNonNull(definitions.source(defined.source()).schema());
            WindowLayout layout = revision.layout(name);
            this.features = definitions.windows(defined);
            this.compiled = WindowEvents.compile(revision, defined, layout, columns);
            this.windows = EntityWindows.of(WindowReader.of(layout, features));
            this.event = layout.newEvent();
            List<OracleFeature> compared = Views.features().stream()
                    .filter(feature -> feature.view().equals(name))
                    .toList();
            this.check = new PointCheck(compared, events, agreement);
        }

        void play() {
            Map<String, List<FlightEvent>> byEntity =
                    events.events().stream().collect(Collectors.groupingBy(each -> Point.entityOf(view, each)));
            byEntity.values().forEach(this::play);
        }

        private void play(List<FlightEvent> ofEntity) {
            List<FlightEvent> arriving = new ArrayList<>(ofEntity);
            Collections.shuffle(arriving, random);
            arriving.sort(Comparator.comparingLong(each -> each.arrivalMillis()));
            windows.clear();
            for (int i = 0; i < arriving.size(); i++) {
                FlightEvent next = arriving.get(i);
                assertThat(compiled.read(column -> value(next, column), event)).isTrue();
                windows.add(event);
                if (i == arriving.size() - 1 || random.nextInt(arriving.size()) < QUESTIONS_OF_AN_ENTITY) {
                    ask(arriving, i);
                }
            }
        }

        private void ask(List<FlightEvent> arriving, int last) {
            long from = arriving.get(last).arrivalMicros();
            long to = last + 1 < arriving.size()
                    ? arriving.get(last + 1).arrivalMicros()
                    : from + TimeUnit.DAYS.toMicros(30);
            long time = from < to ? from + (long) (random.nextDouble() * (to - from)) : to;
            if (from < to) {
                FlightEvent any = arriving.get(last);
                Point point = new Point(any.origin(), any.destination(), time);
                check.check(check.right(point), answers(time), PointCheck.ONLINE);
            }
        }

        private Map<String, String> answers(long time) {
            WindowRead read = windows.read(time);
            Map<String, String> answers = new HashMap<>();
            for (int i = 0; i < features.size(); i++) {
                ObjectSink sink = ObjectSink.of(features.get(i).type());
                read.finish(i, sink);
                answers.put(view + ":" + features.get(i).name(), AnswerText.of(sink.value()));
            }
            return answers;
        }
    }

    private static @Nullable Object value(FlightEvent event, String column) {
        return switch (column) {
            case "flight_id" -> event.id();
            case "origin" -> event.origin();
            case "arrived_at" -> Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(event.eventMicros()));
            default -> event.value(column);
        };
    }
}
