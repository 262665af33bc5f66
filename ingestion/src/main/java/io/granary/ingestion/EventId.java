package io.granary.ingestion;

import java.nio.ByteBuffer;

/** The id of an event within its entity key, as the first 128 bits of a cryptographic hash of both. */
record EventId(long high, long low) {

    static final int LENGTH = 2 * Long.BYTES;
    static final EventId LEAST = new EventId(0, 0);

    static EventId read(ByteBuffer in) {
        return new EventId(in.getLong(), in.getLong());
    }

    void write(ByteBuffer out) {
        out.putLong(high).putLong(low);
    }

    @Override
    public int hashCode() {
        return (int) low;
    }
}
