package io.granary.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource.Format;
import io.granary.formats.schema.WriterSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

final class AvroDecoderTest {

    private static final Instant HAPPENED = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Ride", "fields": [
              {"name": "extra", "type": {"type": "array", "items": "string"}},
              {"name": "driver", "type": ["null", "string"]},
              {"name": "happened_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "miles", "type": "int"},
              {"name": "minutes", "type": ["null", "long"]}]}""");

    private final RecordDecoder decoder =
            RecordDecoder.of(Rides.source(Format.AVRO, SCHEMA.toString()), WriterSchemas.NONE);

    @Test
    void readsFieldsByNameAndCoercesThemToTheirColumns() {
        Event event = decoder.decode(EventHeaders.NONE, encode("ann"));

        assertThat(event.value("driver")).isEqualTo("ann");
        assertThat(event.value("happened_at")).isEqualTo(HAPPENED);
        assertThat(event.value("miles")).isEqualTo(30L);
        assertThat(event.value("minutes")).isNull();
    }

    @Test
    void refusesBytesAfterTheBody() {
        byte[] body = encode("ann");

        assertThatThrownBy(() -> decoder.decode(EventHeaders.NONE, Arrays.copyOf(body, body.length + 1)))
                .hasMessage("record: " + (body.length + 1) + " bytes (expected: nothing after the Avro body)");
    }

    @Test
    void refusesTruncatedBodies() {
        byte[] body = encode("ann");

        for (int length = 0; length < body.length; length++) {
            byte[] truncated = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> decoder.decode(EventHeaders.NONE, truncated))
                    .isInstanceOf(GranaryException.class);
        }
    }

    @Test
    void refusesGarbageAndReadsOn() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[random.nextInt(40)];
            random.nextBytes(garbage);
            try {
                decoder.decode(EventHeaders.NONE, garbage);
            } catch (GranaryException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageMatching("(?s).+");
            }
        }
        assertThat(decoder.decode(EventHeaders.NONE, encode("ann")).value("driver"))
                .isEqualTo("ann");
    }

    @Test
    void refusesALengthFarBeyondTheBody() {
        byte[] twoGigabytes = {0, 2, (byte) 0xfc, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};

        assertThatThrownBy(() -> decoder.decode(EventHeaders.NONE, twoGigabytes))
                .isInstanceOf(GranaryException.class);
    }

    @Test
    void needsEveryColumnInTheSchemaFile() {
        String schema = "{\"type\": \"record\", \"name\": \"Ride\", \"fields\": []}";

        assertThatThrownBy(() -> RecordDecoder.of(Rides.source(Format.AVRO, schema), WriterSchemas.NONE))
                .hasMessage("Cannot read stream source 'rides': its Avro schema has no field 'driver'");
    }

    private static byte[] encode(String driver) {
        GenericRecord ride = new GenericData.Record(SCHEMA);
        ride.put("extra", List.of("ignored"));
        ride.put("driver", driver);
        ride.put("happened_at", HAPPENED.toEpochMilli());
        ride.put("miles", 30);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(ride, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
