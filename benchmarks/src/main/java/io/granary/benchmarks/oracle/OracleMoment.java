package io.granary.benchmarks.oracle;

import io.granary.benchmarks.flights.FlightEvent;
import io.granary.benchmarks.oracle.OracleFeature.Where;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each feature of one entity is at one moment, by what had arrived by then. Not safe for threads. */
public final class OracleMoment {

    /** What several features may count. */
    private record Counted(
            String mode,
            String window,
            Where where,
            @Nullable String column) {}

    private final List<FlightEvent> arrived;
    private final long timeMicros;
    private final ExactDoubles exact;
    private final Map<Counted, OracleValues> values = new HashMap<>();

    /** @param events of the entity, in the order of time, then of id */
    OracleMoment(List<FlightEvent> events, long timeMicros, ExactDoubles exact) {
        this.arrived = events.stream()
                .filter(event -> event.arrivalMicros() <= timeMicros)
                .toList();
        this.timeMicros = timeMicros;
        this.exact = exact;
    }

    /** Long, Double, String, a list of them, or null for a window that has no answer. */
    public @Nullable Object value(OracleFeature feature) {
        return answer(feature).value();
    }

    /** What the answer of an estimating feature is to be near to. */
    public List<Double> near(OracleFeature feature) {
        return answer(feature).near();
    }

    private OracleAnswer answer(OracleFeature feature) {
        Counted counted = new Counted(feature.mode(), feature.window(), feature.where(), feature.column());
        return new OracleAnswer(feature, values.computeIfAbsent(counted, this::values));
    }

    private OracleValues values(Counted counted) {
        OracleWindow window = OracleWindow.of(counted.mode(), counted.window(), timeMicros);
        List<FlightEvent> events = arrived.stream()
                .filter(event -> window.contains(event.eventMicros()))
                .filter(counted.where()::selects)
                .toList();
        return new OracleValues(events, counted.column(), exact);
    }
}
