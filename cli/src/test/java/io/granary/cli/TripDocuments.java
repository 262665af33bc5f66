package io.granary.cli;

/** Documents of a small repository of drivers and their trips, at rest or as they end, for tests to join as they need them. */
public final class TripDocuments {

    public static final String DRIVER = """
            kind: Entity
            name: driver
            joinKeys: [{name: driver, type: STRING}]
            """;

    /** The source {@code trips} as the Iceberg table {@code lake.trips.done}. */
    public static final String ICEBERG_TRIPS = """
            kind: BatchSource
            name: trips
            iceberg: lake.trips.done
            eventTimestamp: at
            """;

    /** The source {@code trips} as a topic of that name; more columns may follow. */
    public static final String STREAMED_TRIPS = """
            kind: StreamSource
            name: trips
            topic: trips
            format: json
            eventTimestamp: ended_at
            allowedLateness: 1h
            schema:
              - {name: driver, type: STRING}
              - {name: ended_at, type: TIMESTAMP}
              - {name: miles, type: INT64}
            """;

    /** Of the trips that end, the last one. */
    public static final String LAST_TRIP = """
            kind: FeatureView
            name: last_trip
            entities: [driver]
            source: trips
            features: [{name: miles, type: INT64}]
            """;

    /** A view of windows over the source {@code trips}, whose aggregations follow. */
    public static final String RECENT = """
            kind: FeatureView
            name: recent
            entities: [driver]
            source: trips
            aggregations:
            """;

    static final String TIPS = """
            kind: FeatureService
            name: tips
            features: ["trips:*"]
            """;

    static final String MILES = trips("{name: miles, type: FLOAT64}");

    private TripDocuments() {}

    public static String join(String... documents) {
        return String.join("---\n", documents);
    }

    /** The source {@code trips} as a file, or a folder of files; more columns may follow. */
    static String csvTrips(String path) {
        return """
                kind: BatchSource
                name: trips
                csv: %s
                eventTimestamp: at
                schema:
                  - {name: driver, type: STRING}
                  - {name: at, type: TIMESTAMP}
                  - {name: miles, type: FLOAT64}
                """.formatted(path);
    }

    /** The view {@code trips} of the source {@code trips}; more features may follow. */
    public static String trips(String... features) {
        return "kind: FeatureView\nname: trips\nentities: [driver]\nsource: trips\nfeatures:\n  - "
                + String.join("\n  - ", features) + "\n";
    }
}
