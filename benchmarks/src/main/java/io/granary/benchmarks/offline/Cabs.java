package io.granary.benchmarks.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.benchmarks.pipeline.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A repository of drivers and their trips, which come by a topic: rows and windows of each driver, and of each trip of his.
 *
 * @param folder of the repository
 */
record Cabs(Path folder) {

    static final String PROJECT = "cabs";
    static final String TOPIC = "trips";
    static final String ENTITY = "driver";

    private static final String DEFINITIONS = """
            kind: Entity
            name: driver
            joinKeys: [{name: driver, type: STRING}]
            ---
            kind: Entity
            name: trip
            joinKeys: [{name: trip, type: STRING}]
            ---
            kind: StreamSource
            name: trips
            topic: trips
            format: json
            eventTimestamp: ended_at
            allowedLateness: 1h
            schema:
              - {name: driver, type: STRING}
              - {name: trip, type: STRING}
              - {name: ended_at, type: TIMESTAMP}
              - {name: miles, type: INT64}
            ---
            kind: FeatureView
            name: last_trip
            entities: [driver]
            source: trips
            features: [{name: miles, type: INT64}]
            ---
            kind: FeatureView
            name: recent
            entities: [driver]
            source: trips
            aggregations:
              - {name: trips, function: count, windows: [1h, 24h]}
            ---
            kind: FeatureView
            name: trip_miles
            entities: [driver, trip]
            source: trips
            features: [{name: miles, type: INT64}]
            ---
            kind: FeatureView
            name: trip_ends
            entities: [driver, trip]
            source: trips
            aggregations:
              - {name: ends, function: count, windows: [1h]}
            """;

    static Cabs write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("granary.yaml"), "project: " + PROJECT + "\n");
        Files.writeString(folder.resolve("cabs.yaml"), DEFINITIONS);
        return new Cabs(folder);
    }

    /** A name that is no part of another one's. */
    static String driver(int number) {
        return String.format(Locale.ROOT, "driver-%05d.", number);
    }

    /** Sends a trip of each driver, all of one name. */
    static void send(Broker broker, List<String> drivers, String trip) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String driver : drivers) {
                String event = "{\"driver\":\"%s\",\"trip\":\"%s\",\"ended_at\":\"%s\",\"miles\":%d}"
                        .formatted(driver, trip, now, trip.length());
                var unused = producer.send(new ProducerRecord<>(TOPIC, driver.getBytes(UTF_8), event.getBytes(UTF_8)));
            }
            producer.flush();
        }
    }
}
