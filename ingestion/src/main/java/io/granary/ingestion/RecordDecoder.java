package io.granary.ingestion;

import io.granary.core.definition.StreamSource;

/**
 * Turns the value of a source's records into events: unknown fields are left out, absent ones are null, every value is
 * coerced to its column's type. Not safe for threads.
 */
sealed interface RecordDecoder permits JsonDecoder, AvroDecoder {

    /** The decoder for a source's format. */
    static RecordDecoder of(StreamSource source) {
        EventLayout layout = new EventLayout(source.schema());
        return switch (source.format()) {
            case JSON -> new JsonDecoder(layout);
            case AVRO -> AvroDecoder.of(source, layout);
        };
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) when the bytes are not an event of the source */
    Event decode(byte[] value);
}
