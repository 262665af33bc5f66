package io.granary.benchmarks.oracle;

import static java.util.stream.Collectors.groupingBy;

import io.granary.benchmarks.flights.FlightEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each feature of an entity is at each moment, by what had arrived by then. */
public final class Oracle {

    private static final List<String> DOUBLE_COLUMNS = List.of("amount", "odd");

    /** In the order of time, then of id. */
    private final Map<String, List<FlightEvent>> byEntity;

    private final ExactDoubles exact;

    private Oracle(Map<String, List<FlightEvent>> byEntity, ExactDoubles exact) {
        this.byEntity = byEntity;
        this.exact = exact;
    }

    /** @param entity names the entity of an event */
    public static Oracle of(OracleEvents events, Function<FlightEvent, String> entity) {
        Map<String, List<FlightEvent>> byEntity = events.events().stream()
                .sorted(Comparator.comparingLong(FlightEvent::eventMicros).thenComparingLong(FlightEvent::id))
                .collect(groupingBy(entity));
        return new Oracle(byEntity, ExactDoubles.of(doubles(events.events())));
    }

    private static List<Double> doubles(List<FlightEvent> events) {
        return events.stream()
                .flatMap(event -> DOUBLE_COLUMNS.stream().map(column -> OracleAnswer.valueOf(event, column)))
                .filter(Double.class::isInstance)
                .map(Double.class::cast)
                .toList();
    }

    /** Long, Double, String, a list of them, or null for a window that has no answer. */
    public @Nullable Object value(OracleFeature feature, String entity, long timeMicros) {
        return answer(feature, entity, timeMicros).value();
    }

    /** What the answer of an estimating feature is to be near to. */
    public List<Double> near(OracleFeature feature, String entity, long timeMicros) {
        return answer(feature, entity, timeMicros).near();
    }

    private OracleAnswer answer(OracleFeature feature, String entity, long timeMicros) {
        OracleWindow window = OracleWindow.of(feature.mode(), feature.window(), timeMicros);
        List<FlightEvent> events = byEntity.getOrDefault(entity, List.of());
        List<FlightEvent> counted = events.subList(before(events, window.from()), before(events, window.to())).stream()
                .filter(event -> event.arrivalMicros() <= timeMicros)
                .filter(feature.where()::selects)
                .toList();
        return new OracleAnswer(feature, counted, exact);
    }

    /** How many events, which are in the order of time, are before a moment. */
    private static int before(List<FlightEvent> events, long micros) {
        int from = 0;
        int to = events.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (events.get(middle).eventMicros() < micros) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
