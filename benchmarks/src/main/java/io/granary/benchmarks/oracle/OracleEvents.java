package io.granary.benchmarks.oracle;

import io.granary.benchmarks.flights.FlightEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of a stream as windows count them: those in time, each event once, from its first arrival.
 *
 * @param events in the order of their ids, then of arrival
 * @param late records that arrived too long after their event timestamps
 * @param future records whose event timestamps lay too far beyond their arrivals
 * @param duplicates records in time that say what another has said
 */
public record OracleEvents(List<FlightEvent> events, long late, long future, long duplicates) {

    private enum Judgement {
        IN_TIME,
        LATE,
        FUTURE
    }

    public OracleEvents {
        events = List.copyOf(events);
    }

    /** @param records in the order of arrival */
    public static OracleEvents of(Collection<FlightEvent> records, long latenessMicros, long skewMicros) {
        SortedMap<Long, List<FlightEvent>> byId = new TreeMap<>();
        Map<Judgement, Long> counts = new HashMap<>();
        long duplicates = 0;
        for (FlightEvent record : records) {
            Judgement judgement = judge(record, latenessMicros, skewMicros);
            counts.merge(judgement, 1L, Long::sum);
            List<FlightEvent> same = byId.computeIfAbsent(record.id(), id -> new ArrayList<>());
            if (judgement == Judgement.IN_TIME && same.stream().noneMatch(record::saysTheSame)) {
                same.add(record);
            } else if (judgement == Judgement.IN_TIME) {
                duplicates++;
            }
        }
        List<FlightEvent> events = byId.values().stream().flatMap(List::stream).toList();
        return new OracleEvents(
                events, counts.getOrDefault(Judgement.LATE, 0L), counts.getOrDefault(Judgement.FUTURE, 0L), duplicates);
    }

    private static Judgement judge(FlightEvent record, long latenessMicros, long skewMicros) {
        if (record.delayMicros() > latenessMicros) {
            return Judgement.LATE;
        }
        return -record.delayMicros() > skewMicros ? Judgement.FUTURE : Judgement.IN_TIME;
    }
}
