package io.granary.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.StreamSource.Format;
import io.granary.formats.UnusableRecordException.Defect;
import io.granary.formats.schema.WriterSchemas;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventReaderTest {

    private static final Instant HAPPENED = Instant.parse("2026-11-20T10:00:00.123Z");

    private final EventReader reader = new EventReader(Rides.source(Format.JSON, null), WriterSchemas.NONE);

    @Test
    void readsAnEventThatIsAsFarAheadAsItMayBe() {
        String json = "{\"happened_at\": \"%s\", \"miles\": 3}".formatted(HAPPENED.plusSeconds(60));

        Event event = read(json);

        assertThat(event.value("miles")).isEqualTo(3L);
    }

    @Test
    void saysWhatIsWrongWithARecord() {
        assertDefect(null, Defect.NULL_VALUE, "value: null (expected: an event)");
        assertDefect("[]", Defect.UNDECODABLE, "record: START_ARRAY (expected: one JSON object)");
        assertDefect("{}", Defect.EVENT_TIMESTAMP, "happened_at: null (expected: from 0001-01-01T00:00:00Z");
        assertDefect(
                "{\"happened_at\": \"2026-11-20T10:01:00.124Z\"}",
                Defect.FUTURE_EVENT,
                "happened_at: 2026-11-20T10:01:00.124Z (expected: at most PT1M after the arrival)");
    }

    @Test
    void needsTheCreatedTimestampThatTheSourceDeclares() {
        EventReader strict = new EventReader(Rides.source(Format.JSON, null, "minutes"), WriterSchemas.NONE);
        byte[] json = "{\"happened_at\": \"%s\"}".formatted(HAPPENED).getBytes(UTF_8);

        assertThatThrownBy(() -> strict.read(EventHeaders.NONE, json, HAPPENED.toEpochMilli()))
                .isInstanceOfSatisfying(
                        UnusableRecordException.class,
                        unusable -> assertThat(unusable.defect()).isEqualTo(Defect.CREATED_TIMESTAMP));
    }

    private void assertDefect(@Nullable String json, Defect defect, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        UnusableRecordException.class,
                        unusable -> assertThat(unusable.defect()).isEqualTo(defect))
                .hasMessageStartingWith(message);
    }

    private Event read(@Nullable String json) {
        return reader.read(EventHeaders.NONE, json == null ? null : json.getBytes(UTF_8), HAPPENED.toEpochMilli());
    }
}
