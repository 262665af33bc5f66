package io.granary.formats;

import io.granary.core.definition.StreamSource;
import io.granary.formats.schema.WriterSchemas;

/**
 * Turns the value of a source's records into events: unknown fields are left out, absent ones are null, every value is
 * coerced to its column's type. Not safe for threads.
 */
sealed interface RecordDecoder permits JsonDecoder, AvroDecoder, ConfluentAvroDecoder {

    /** The decoder for a source's format. */
    static RecordDecoder of(StreamSource source, WriterSchemas schemas) {
        EventLayout layout = new EventLayout(source.schema());
        return switch (source.format()) {
            case JSON -> new JsonDecoder(layout);
            case AVRO -> AvroDecoder.of(source, layout);
            case CONFLUENT_AVRO -> ConfluentAvroDecoder.of(source, layout, schemas);
        };
    }

    /**
     * Reads one record.
     *
     * @throws io.granary.core.GranaryException INVALID_ARGUMENT when the bytes are not an event of the source; UNAVAILABLE
     *     when that cannot be told now
     */
    Event decode(EventHeaders headers, byte[] value);
}
