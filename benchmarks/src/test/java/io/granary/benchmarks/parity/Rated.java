package io.granary.benchmarks.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.cli.TripDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

/** Drivers with trips that are streamed, ratings that are pushed, and profiles and homes at rest. */
final class Rated {

    static final String PROJECT = "rated";
    static final String TOPIC = "trips";

    private static final String DEFINITIONS = TripDocuments.join(
            TripDocuments.DRIVER,
            TripDocuments.STREAMED_TRIPS,
            TripDocuments.LAST_TRIP,
            TripDocuments.RECENT + "  - {name: trips, function: count, windows: [1h, 24h]}\n",
            """
                    kind: PushSource
                    name: ratings
                    eventTimestamp: rated_at
                    schema: [{name: driver, type: STRING}, {name: rated_at, type: TIMESTAMP}, {name: stars, type: INT64}]
                    ---
                    kind: BatchSource
                    name: profiles
                    csv: profiles.csv
                    eventTimestamp: since
                    schema: [{name: driver, type: STRING}, {name: since, type: TIMESTAMP}, {name: city, type: STRING}]
                    ---
                    kind: BatchSource
                    name: homes
                    parquet: homes
                    eventTimestamp: since
                    schema: [{name: driver, type: STRING}, {name: since, type: TIMESTAMP}, {name: town, type: STRING}]
                    ---
                    kind: FeatureView
                    name: home
                    entities: [driver]
                    source: homes
                    features: [{name: town, type: STRING}]
                    ---
                    kind: FeatureView
                    name: rating
                    entities: [driver]
                    source: ratings
                    features: [{name: stars, type: INT64}]
                    ---
                    kind: FeatureView
                    name: profile
                    entities: [driver]
                    source: profiles
                    features: [{name: city, type: STRING}]
                    """);

    private Rated() {}

    /** Writes a repository with a profile and a home of each of two drivers. */
    static void write(Path folder, String first, String second) throws IOException, SQLException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("granary.yaml"), "project: " + PROJECT + "\n");
        Files.writeString(folder.resolve("drivers.yaml"), DEFINITIONS);
        Files.writeString(
                folder.resolve("profiles.csv"),
                "driver,since,city\n%s,2026-01-01T00:00:00Z,Oslo\n%s,2026-01-01T00:00:00Z,Rome\n"
                        .formatted(first, second));
        Homes.in(folder).write(first, second);
    }

    static byte[] trip(String driver, Instant endedAt, int miles) {
        return "{\"driver\":\"%s\",\"ended_at\":\"%s\",\"miles\":%d}"
                .formatted(driver, endedAt, miles)
                .getBytes(UTF_8);
    }

    /** What is pushed. */
    static byte[] rating(String driver, Instant ratedAt, int stars) {
        return "{\"push_source_name\":\"ratings\",\"df\":{\"driver\":[\"%s\"],\"rated_at\":[\"%s\"],\"stars\":[%d]}}"
                .formatted(driver, ratedAt, stars)
                .getBytes(UTF_8);
    }
}
