package io.granary.ingestion;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Where an event was in its source, as a header that travels with it through a repartition: partition (4) and offset (8),
 * big-endian. Its arrival is the record's timestamp.
 */
record EventOrigin(int partition, long offset) {

    private static final int LENGTH = Integer.BYTES + Long.BYTES;

    Headers header() {
        byte[] value =
                ByteBuffer.allocate(LENGTH).putInt(partition).putLong(offset).array();
        return new RecordHeaders().add(EventProcessor.SOURCE_HEADER, value);
    }

    static EventOrigin of(Headers headers) {
        Header header = headers.lastHeader(EventProcessor.SOURCE_HEADER);
        if (header == null || header.value().length != LENGTH) {
            throw new IllegalStateException("an event without its origin");
        }
        ByteBuffer value = ByteBuffer.wrap(header.value());
        return new EventOrigin(value.getInt(), value.getLong());
    }
}
