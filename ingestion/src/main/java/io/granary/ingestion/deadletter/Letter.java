package io.granary.ingestion.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import io.granary.ingestion.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A dead letter as it lies in its topic: the record that could not be used, and what its headers say of it. */
public final class Letter {

    private static final String UNKNOWN = "unknown";

    private final ConsumerRecord<byte[], byte[]> record;

    Letter(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
    }

    LetterId id() {
        return new LetterId(record.partition(), record.offset());
    }

    /** {@code partition-offset} of the letter itself. */
    public String name() {
        return id().toString();
    }

    /** When the record was put aside, epoch milliseconds. */
    long millis() {
        return record.timestamp();
    }

    byte @Nullable [] key() {
        return record.key();
    }

    byte @Nullable [] value() {
        return record.value();
    }

    Iterable<Header> headers() {
        return record.headers();
    }

    /** The topic that the record came from. */
    public String topic() {
        return text(DeadLetter.TOPIC, UNKNOWN);
    }

    public int partition() {
        return (int) number(DeadLetter.PARTITION);
    }

    public long offset() {
        return number(DeadLetter.OFFSET);
    }

    /** The record's broker time, epoch milliseconds. */
    long arrivalMillis() {
        return number(DeadLetter.ARRIVAL);
    }

    /** Where the record is; null: it is not known. */
    @Nullable
    RecordPlace place() {
        return partition() < 0 || offset() < 0 || arrivalMillis() < 0
                ? null
                : new RecordPlace(partition(), offset(), arrivalMillis());
    }

    public String reason() {
        return text(DeadLetter.REASON, UNKNOWN);
    }

    public String message() {
        return text(DeadLetter.MESSAGE, "");
    }

    /** The feature view that could not use the record; null: none could. */
    public @Nullable String view() {
        return find(DeadLetter.VIEW);
    }

    /** The stream application that could not use the record; null: the projector, or it was not kept. */
    @Nullable
    String application() {
        return find(DeadLetter.APPLICATION);
    }

    /** The letter that this record was given back from before it became one again; null: it never was. */
    @Nullable
    String replayOf() {
        return find(Replayed.LETTER);
    }

    private String text(String name, String absent) {
        String found = find(name);
        return found == null ? absent : found;
    }

    private long number(String name) {
        String found = text(name, "");
        return found.matches("\\d{1,18}") ? Long.parseLong(found) : -1;
    }

    /** What the last header of a name has; null: nothing, or there is none. */
    byte @Nullable [] lastHeader(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    private @Nullable String find(String name) {
        byte[] value = lastHeader(name);
        return value == null ? null : new String(value, UTF_8);
    }
}
