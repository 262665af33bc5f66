package io.granary.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource.Format;
import io.granary.formats.schema.SchemaRegistry;
import io.granary.formats.schema.SchemaRegistryConfig;
import io.granary.formats.schema.SchemaServer;
import io.granary.formats.schema.WriterSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConfluentAvroDecoderTest {

    private static final Instant HAPPENED = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final UUID GUID = UUID.fromString("89791762-2336-4186-9674-299b90a802e2");

    /** As a producer writes it: less precise, in another order, with a field that nobody asks for. */
    private static final Schema WRITTEN = new Schema.Parser().parse("""
            {"type": "record", "name": "Ride", "fields": [
              {"name": "happened_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "note", "type": "string"},
              {"name": "driver", "type": "string"},
              {"name": "miles", "type": "int"}]}""");

    /** As the source's revision has it: a field renamed, a number widened, a field with a default. */
    private static final String STORED = """
            {"type": "record", "name": "Ride", "fields": [
              {"name": "driver", "type": "string"},
              {"name": "happened_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "miles", "type": "long"},
              {"name": "minutes", "type": "long", "default": 42}]}""";

    private final SchemaServer server = new SchemaServer();
    private final RecordDecoder byNames = decoder(null);

    private RecordDecoder decoder(@Nullable String stored) {
        server.register("/schemas/ids/259", WRITTEN.toString()).register("/schemas/guids/" + GUID, WRITTEN.toString());
        WriterSchemas schemas =
                new SchemaRegistry(SchemaRegistryConfig.of(server.address()), new SimpleMeterRegistry());
        return RecordDecoder.of(Rides.source(Format.CONFLUENT_AVRO, stored), schemas);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsTheSchemaThatIsNamedInFrontOfTheBody() {
        Event event = byNames.decode(EventHeaders.NONE, framed(259));

        assertThat(event.value("driver")).isEqualTo("ann");
        assertThat(event.value("happened_at")).isEqualTo(HAPPENED);
        assertThat(event.value("miles")).isEqualTo(30L);
        assertThat(event.value("minutes"))
                .as("a field that the producer does not have")
                .isNull();
    }

    @Test
    void readsTheSchemaThatIsNamedInAHeader() {
        ByteBuffer id = ByteBuffer.allocate(17).put((byte) 1);
        id.putLong(GUID.getMostSignificantBits()).putLong(GUID.getLeastSignificantBits());

        assertThat(byNames.decode(header(id.array()), body()).value("driver")).isEqualTo("ann");
        assertThat(byNames.decode(header(new byte[] {0, 0, 0, 1, 3}), body()).value("driver"))
                .isEqualTo("ann");
        assertThatThrownBy(() -> byNames.decode(header(new byte[] {2, 0}), body()))
                .hasMessage("header __value_schema_id: 2 bytes (expected: a byte 1 and a UUID, or a byte 0 and a number"
                        + " of 4 bytes)");
    }

    @Test
    void resolvesToTheSchemaThatIsStoredWithTheSource() {
        Event event = decoder(STORED).decode(EventHeaders.NONE, framed(259));

        assertThat(event.value("miles")).isEqualTo(30L);
        assertThat(event.value("minutes")).as("the reader's default").isEqualTo(42L);
    }

    @Test
    void refusesWhatAvroCannotResolve() {
        RecordDecoder strict = decoder(STORED.replace("\"type\": \"long\"}", "\"type\": \"boolean\"}"));

        assertFails(
                () -> strict.decode(EventHeaders.NONE, framed(259)), ErrorCode.INVALID_ARGUMENT, "Cannot read Avro");
    }

    @Test
    void refusesRecordsWithoutSchema() {
        assertFails(() -> byNames.decode(EventHeaders.NONE, body()), ErrorCode.INVALID_ARGUMENT, "record: ");
        assertFails(() -> byNames.decode(EventHeaders.NONE, new byte[0]), ErrorCode.INVALID_ARGUMENT, "record: 0");
        assertFails(() -> byNames.decode(EventHeaders.NONE, new byte[4]), ErrorCode.INVALID_ARGUMENT, "record: 4");
        assertFails(
                () -> byNames.decode(EventHeaders.NONE, framed(1)),
                ErrorCode.INVALID_ARGUMENT,
                "schema /schemas/ids/1: unknown");
    }

    @Test
    void anOutageOfTheRegistryIsNoDeadLetter() {
        server.close();
        EventReader reader = new EventReader(
                Rides.source(Format.CONFLUENT_AVRO, null),
                new SchemaRegistry(SchemaRegistryConfig.of(server.address()), new SimpleMeterRegistry()));

        assertFails(
                () -> reader.read(EventHeaders.NONE, framed(259), HAPPENED.toEpochMilli()),
                ErrorCode.UNAVAILABLE,
                "Cannot read /schemas/ids/259 of schema registry");
        assertFails(
                () -> WriterSchemas.NONE.byId(1), ErrorCode.UNAVAILABLE, "Cannot read a schema: no schema registry");
    }

    private static EventHeaders header(byte[] id) {
        return name -> name.equals(ConfluentAvroDecoder.HEADER) ? id : null;
    }

    private static byte[] framed(int id) {
        byte[] body = body();
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    private static byte[] body() {
        GenericRecord ride = new GenericData.Record(WRITTEN);
        ride.put("happened_at", HAPPENED.toEpochMilli());
        ride.put("note", "late");
        ride.put("driver", "ann");
        ride.put("miles", 30);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(WRITTEN).write(ride, encoder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageStartingWith(message);
    }
}
