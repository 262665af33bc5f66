package io.granary.benchmarks.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A project with one stream of rides and one view of it, as the files of a feature repository. */
final class Rides {

    static final String PROJECT = "rides";
    static final String TOPIC = "rides";

    static final String SCHEMA = """
            {"type": "record", "name": "Ride", "fields": [
              {"name": "ride", "type": "long"},
              {"name": "rider", "type": "long"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "fare", "type": "double"},
              {"name": "miles", "type": "double"},
              {"name": "passengers", "type": "int"},
              {"name": "city", "type": "string"}
            ]}
            """;

    private static final String SOURCE = """
            kind: Entity
            name: rider
            joinKeys: [{name: rider, type: INT64}]
            ---
            kind: StreamSource
            name: rides
            topic: rides
            format: avro
            schema: schemas/ride.avsc
            eventTimestamp: at
            eventId: ride
            """;

    private static final String PLAIN = """
            kind: FeatureView
            name: last_ride
            entities: [rider]
            source: rides
            features:
              - {name: fare, type: FLOAT64}
              - {name: miles, type: FLOAT64}
              - {name: passengers, type: INT32}
              - {name: city, type: STRING}
              - {name: fare_per_mile, type: FLOAT64, expression: fare / miles}
            """;

    private static final String WINDOWS = """
            kind: FeatureView
            name: ride_windows
            entities: [rider]
            source: rides
            aggregations:
              - {name: fare, function: avg, of: fare, windows: [1h, 24h, 7d]}
              - {name: longest, function: max, of: miles, windows: [1h, 24h, 7d]}
              - {name: rides, function: count, windows: [1h, 24h, 7d]}
            """;

    private Rides() {}

    /** Writes the repository of a kind of view. */
    static void write(Path folder, IngestCase.View view) {
        String definition = view == IngestCase.View.PLAIN ? PLAIN : WINDOWS;
        Map<String, String> files = Map.of(
                "granary.yaml", "project: " + PROJECT + "\n",
                "schemas/ride.avsc", SCHEMA,
                "rides.yaml", SOURCE + "---\n" + definition);
        files.forEach((name, text) -> {
            try {
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + name + ": " + e.getMessage(), e);
            }
        });
    }
}
