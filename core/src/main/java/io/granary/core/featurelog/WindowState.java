package io.granary.core.featurelog;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.key.EntityKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of window states of one entity key, guarded by its place in the log of states, so that a later one replaces an
 * earlier one whatever the order in which they come. Equality is by content.
 *
 * @param field the online store's: view, generation, and what of the view's layout it is
 * @param stored {@link #HEADER_LENGTH} bytes of guard (epoch of the log, offset in it, both big-endian), then the page
 * @param expiryMicros when the page may be forgotten, in epoch microseconds; null: never
 */
public record WindowState(
        EntityKey key,
        String field,
        byte[] stored,
        @Nullable Long expiryMicros) implements FeatureLogEntry {

    /** Bytes before the page. */
    public static final int HEADER_LENGTH = 2 * Long.BYTES;

    /** Between a view's generation and what of its layout a field is. */
    public static final char SEPARATOR = '/';

    /** What the fields of a backfill's states end with. */
    public static final String BACKFILL = "/b";

    public WindowState(EntityKey key, String field, byte[] stored, @Nullable Long expiryMicros) {
        this.key = requireNonNull(key, "key");
        this.field = field;
        this.stored = stored;
        this.expiryMicros = expiryMicros;
        if (field.indexOf(SEPARATOR) < 0) {
            throw GranaryException.invalid("field", field, "view@generation/level/slot");
        }
        if (stored.length < HEADER_LENGTH) {
            throw GranaryException.invalid("window state", stored.length + " bytes", ">= " + HEADER_LENGTH);
        }
    }

    /**
     * A page as a log of states has it.
     *
     * @param epoch grows when the log's topic is made anew; from 0
     * @param offset the record's, from 0
     */
    public static WindowState of(
            EntityKey key, String field, long epoch, long offset, byte[] page, @Nullable Long expiryMicros) {
        byte[] stored = ByteBuffer.allocate(HEADER_LENGTH + page.length)
                .putLong(epoch)
                .putLong(offset)
                .put(page)
                .array();
        return new WindowState(key, field, stored, expiryMicros);
    }

    /** The epoch of a stored state. */
    public static long epoch(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }

    /** The offset of a stored state. */
    public static long offset(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong(Long.BYTES);
    }

    /**
     * The Kafka topic of the states that a backfill of a generation writes, compacted, keyed by {@link WindowStateKey}.
     *
     * @param field {@code view@generation}
     */
    public static String backfillTopic(String project, String field) {
        return "granary." + project + ".backfill." + field.replace('@', '.');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WindowState that
                && key.equals(that.key)
                && field.equals(that.field)
                && Objects.equals(expiryMicros, that.expiryMicros)
                && Arrays.equals(stored, that.stored);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, field, expiryMicros, Arrays.hashCode(stored));
    }

    @Override
    public String toString() {
        return "WindowState[" + key + ", " + field + ", " + (stored.length - HEADER_LENGTH) + " bytes]";
    }
}
