package io.granary.benchmarks.oracle;

import static java.util.stream.Collectors.groupingBy;

import io.granary.benchmarks.flights.FlightEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
                .flatMap(event -> DOUBLE_COLUMNS.stream().map(column -> OracleValues.valueOf(event, column)))
                .filter(Double.class::isInstance)
                .map(Double.class::cast)
                .toList();
    }

    /** An entity at a moment. */
    public OracleMoment at(String entity, long timeMicros) {
        return new OracleMoment(byEntity.getOrDefault(entity, List.of()), timeMicros, exact);
    }
}
