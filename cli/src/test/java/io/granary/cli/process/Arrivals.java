package io.granary.cli.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Events of the example's topic of arrivals. */
final class Arrivals {

    static final String TOPIC = "arrivals";
    static final Path EXAMPLE = Path.of("..", "feature-repo-example");

    private static final Schema SCHEMA = schema();

    private Arrivals() {}

    static byte[] arrival(String origin, String destination, Instant arrivedAt, int delayMinutes) {
        return arrival(origin, destination, TimeUnit.MILLISECONDS.toMicros(arrivedAt.toEpochMilli()), delayMinutes);
    }

    static byte[] arrival(String origin, String destination, long arrivedAtMicros, int delayMinutes) {
        GenericData.Record event = new GenericData.Record(SCHEMA);
        event.put("flight_id", 1L);
        event.put("departed_at", 0L);
        event.put("arrived_at", arrivedAtMicros);
        event.put("origin", origin);
        event.put("destination", destination);
        event.put("distance_miles", 100);
        event.put("delay_minutes", delayMinutes);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericData.Record>(SCHEMA).write(event, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Schema schema() {
        try {
            return new Schema.Parser().parse(Files.readString(EXAMPLE.resolve("schemas/arrival.avsc")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
