package io.granary.benchmarks.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Taxi fares with a history, whose producers name a schema each; and the registry of those schemas. */
final class Fares implements AutoCloseable {

    static final String PROJECT = "cabs";
    static final String TOPIC = "fares";

    private static final String AVRO = """
            {"type": "record", "name": "Fare", "fields": [{"name": "driver", "type": "string"},
            {"name": "paid_at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
            {"name": "amount", "type": "double"}]}""";

    private static final String DEFINITIONS = """
            kind: Entity
            name: driver
            joinKeys: [{name: driver, type: STRING}]
            ---
            kind: BatchSource
            name: past_fares
            csv: past.csv
            eventTimestamp: paid_at
            schema: [{name: driver, type: STRING}, {name: paid_at, type: TIMESTAMP}, {name: amount, type: FLOAT64}]
            ---
            kind: StreamSource
            name: fares
            topic: fares
            format: confluent_avro
            schema: fare.avsc
            eventTimestamp: paid_at
            allowedLateness: 1h
            maxFutureSkew: 5s
            history: {source: past_fares, until: "%s"}
            ---
            kind: FeatureView
            name: last_fare
            entities: [driver]
            source: fares
            features: [{name: amount, type: FLOAT64}]
            ---
            kind: FeatureView
            name: takings
            entities: [driver]
            source: fares
            aggregations:
              - {name: fares, function: count, windows: [1h]}
              - {name: amount, function: sum, of: amount, windows: [1h]}
            """;

    private final Schema schema = new Schema.Parser().parse(AVRO);
    private final Set<Integer> registered = ConcurrentHashMap.newKeySet();
    private final HttpServer registry;

    Fares() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", this::answer);
        registry.start();
    }

    URI registry() {
        return URI.create("http://127.0.0.1:" + registry.getAddress().getPort());
    }

    void register(int id) {
        registered.add(id);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean isKnown = registered.stream().anyMatch(id -> path.equals("/schemas/ids/" + id));
        String answer = isKnown
                ? "{\"schema\": \"" + AVRO.replace("\"", "\\\"").replace("\n", " ") + "\"}"
                : "{\"error_code\": 40403, \"message\": \"Schema not found\"}";
        byte[] body = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(isKnown ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Writes a repository with two fares of a driver in the history, which ends now. */
    static void write(Path folder, String driver) throws IOException {
        Instant until = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("granary.yaml"), "project: " + PROJECT + "\n");
        Files.writeString(folder.resolve("fare.avsc"), AVRO);
        Files.writeString(folder.resolve("fares.yaml"), DEFINITIONS.formatted(until));
        Files.writeString(
                folder.resolve("past.csv"),
                "driver,paid_at,amount\n%1$s,%2$s,0.7\n%1$s,%3$s,0.01\n"
                        .formatted(driver, until.minusSeconds(600), until.minusSeconds(300)));
    }

    /** A record's value, as a producer writes it whose schema has an id. */
    byte[] value(int id, String driver, Instant paidAt, double amount) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeByte(0);
        new DataOutputStream(bytes).writeInt(id);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        GenericRecord fare = new GenericRecordBuilder(schema)
                .set("driver", driver)
                .set("paid_at", ChronoUnit.MICROS.between(Instant.EPOCH, paidAt))
                .set("amount", amount)
                .build();
        new GenericDatumWriter<GenericRecord>(schema).write(fare, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        registry.stop(0);
    }
}
