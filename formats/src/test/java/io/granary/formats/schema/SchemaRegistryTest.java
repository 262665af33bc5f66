package io.granary.formats.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SchemaRegistryTest {

    private static final String RIDE = "{\"type\": \"record\", \"name\": \"Ride\", \"fields\": []}";

    private final SchemaServer server = new SchemaServer();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final SchemaRegistry registry = new SchemaRegistry(SchemaRegistryConfig.of(server.address()), meters);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void asksForASchemaOnce() {
        UUID guid = UUID.fromString("89791762-2336-4186-9674-299b90a802e2");
        server.register("/schemas/ids/7", RIDE).register("/schemas/guids/" + guid, RIDE);

        assertThat(registry.byId(7).getName()).isEqualTo("Ride");
        assertThat(registry.byId(7)).isSameAs(registry.byId(7));
        assertThat(registry.byGuid(guid).getName()).isEqualTo("Ride");
        assertThat(server.requests()).containsExactly("/schemas/ids/7", "/schemas/guids/" + guid);
    }

    @Test
    void triesAgainWhenTheRegistryFails() {
        server.register("/schemas/ids/7", RIDE).fail(2);

        assertThat(registry.byId(7).getName()).isEqualTo("Ride");
        assertThat(meters.counter("granary.schema.registry.requests", "outcome", "unavailable")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void anOutageIsNotTheRecordsFault() {
        server.register("/schemas/ids/7", RIDE).fail(3);
        assertFails(
                () -> registry.byId(7),
                ErrorCode.UNAVAILABLE,
                "Cannot read /schemas/ids/7 of schema registry " + server.address() + ": it answers 503");
        assertThat(registry.byId(7).getName()).as("it is back").isEqualTo("Ride");

        server.close();
        assertThatThrownBy(() -> registry.byId(8)).hasMessageContaining("ConnectException");
        assertThat(registry.byId(7).getName()).as("what is known stays known").isEqualTo("Ride");
    }

    @Test
    void anIdThatIsUnknownIsTheRecordsFaultAndNotAskedForAgainAtOnce() {
        for (int i = 0; i < 3; i++) {
            assertFails(
                    () -> registry.byId(9),
                    ErrorCode.INVALID_ARGUMENT,
                    "schema /schemas/ids/9: unknown to " + server.address() + " (expected: a registered schema)");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void readsSchemasThatASchemaRefersTo() {
        server.answer("/schemas/ids/7", """
                        {"schema": "{\\"type\\": \\"record\\", \\"name\\": \\"Ride\\", \\"fields\\": [{\\"name\\": \\"at\\", \\"type\\": \\"geo.Place\\"}]}",
                         "schemaType": "AVRO", "metadata": {"a": [1]},
                         "references": [{"name": "geo.Place", "subject": "geo place", "version": 3}]}""")
                .register(
                        "/subjects/geo+place/versions/3",
                        "{\"type\": \"record\", \"name\": \"Place\", \"namespace\": \"geo\", \"fields\": []}");

        assertThat(registry.byId(7).getField("at").schema().getFullName()).isEqualTo("geo.Place");
    }

    @Test
    void refusesWhatIsNoAvro() {
        server.answer("/schemas/ids/1", "{\"schema\": \"{}\", \"schemaType\": \"JSON\"}")
                .answer("/schemas/ids/2", "{\"schema\": \"{\\\"type\\\": \\\"recor\\\"}\"}")
                .answer("/schemas/ids/3", "[]");

        assertFails(() -> registry.byId(1), ErrorCode.INVALID_ARGUMENT, "schema /schemas/ids/1: JSON (expected: AVRO)");
        assertThatThrownBy(() -> registry.byId(2)).hasMessageStartingWith("schema /schemas/ids/2: ");
        assertThatThrownBy(() -> registry.byId(3)).hasMessageContaining("its answer is no JSON object");
    }

    @Test
    void logsInAndShowsNoPassword() {
        SchemaRegistryConfig config = SchemaRegistryConfig.of(server.address()).withCredentials("ann", "secret");
        server.register("/schemas/ids/7", RIDE);
        new SchemaRegistry(config, meters).byId(7);

        assertThat(server.authorizations()).containsExactly("Basic YW5uOnNlY3JldA==");
        assertThat(config.toString()).contains("ann").doesNotContain("secret");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> SchemaRegistryConfig.of(URI.create("ftp://schemas")))
                .hasMessageStartingWith("schema-registry.url: ");
        assertThatThrownBy(() -> SchemaRegistryConfig.of(URI.create("http://ann:secret@schemas")))
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> SchemaRegistryConfig.of(server.address()).withCredentials("ann", null))
                .hasMessage("schema-registry.password: missing (expected: both or neither of user and password)");
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }
}
