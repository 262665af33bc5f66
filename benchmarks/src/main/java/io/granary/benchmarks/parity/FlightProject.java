package io.granary.benchmarks.parity;

import io.granary.cli.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The feature repository of the stream of faulty flights. */
final class FlightProject {

    static final String NAME = "faulty_flights";
    static final String TOPIC = "arrivals";

    static final String SCHEMA = """
            {"type": "record", "name": "Arrival", "fields": [
              {"name": "flight_id", "type": "long"},
              {"name": "origin", "type": "string"},
              {"name": "destination", "type": "string"},
              {"name": "arrived_at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "delay_minutes", "type": ["null", "long"]},
              {"name": "amount", "type": ["null", "double"]},
              {"name": "odd", "type": "double"},
              {"name": "big", "type": "long"}
            ]}
            """;

    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

    private static final String SOURCE = """
            kind: Entity
            name: airport
            joinKeys: [{name: airport, type: STRING}]
            ---
            kind: Entity
            name: route
            joinKeys: [{name: origin, type: STRING}, {name: destination, type: STRING}]
            ---
            kind: StreamSource
            name: arrivals
            topic: arrivals
            format: avro
            schema: schemas/arrival.avsc
            eventTimestamp: arrived_at
            eventId: flight_id
            allowedLateness: 1h
            maxFutureSkew: 1m
            """;

    private FlightProject() {}

    /** In two days, so that nothing expires while it is played: Redis goes by its own clock. */
    static long startMicros() {
        long now = TimeUnit.MILLISECONDS.toMicros(Clock.systemUTC().millis());
        return (now / DAY_MICROS + 2) * DAY_MICROS;
    }

    /** Writes the files and reads them as a user's. */
    static Repository write(Path folder) throws IOException {
        Map<String, String> files = Map.of(
                "granary.yaml", "project: " + NAME + "\n",
                "schemas/arrival.avsc", SCHEMA,
                "arrivals.yaml", SOURCE + "---\n" + Views.yaml());
        for (Map.Entry<String, String> each : files.entrySet()) {
            Path file = folder.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue());
        }
        return Repository.load(folder);
    }
}
