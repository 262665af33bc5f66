package io.granary.core.featurelog;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.key.EntityKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A page of window states of one entity key, guarded by its place in the log of states, so that a later one replaces an
 * earlier one whatever the order in which they come. Equality is by content.
 *
 * @param field the online store's: view, generation, and what of the view's layout it is
 * @param stored {@link #HEADER_LENGTH} bytes of guard (epoch of the log, offset in it, both big-endian), then the page, then
 *     {@link #CHECKSUM_LENGTH} bytes of checksum (CRC32C of all before it, big-endian)
 * @param expiryMicros when the page may be forgotten, in epoch microseconds; null: never
 */
public record WindowState(
        EntityKey key,
        String field,
        byte[] stored,
        @Nullable Long expiryMicros) implements FeatureLogEntry {

    /** Bytes before the page. */
    public static final int HEADER_LENGTH = 2 * Long.BYTES;

    /** Bytes after the page. */
    public static final int CHECKSUM_LENGTH = Integer.BYTES;

    /** Between a view's generation and what of its layout a field is. */
    public static final char SEPARATOR = '/';

    /** What the fields of a backfill's states end with. */
    public static final String BACKFILL = "/b";

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    public WindowState(EntityKey key, String field, byte[] stored, @Nullable Long expiryMicros) {
        this.key = requireNonNull(key, "key");
        this.field = field;
        this.stored = stored;
        this.expiryMicros = expiryMicros;
        if (field.indexOf(SEPARATOR) < 0) {
            throw GranaryException.invalid("field", field, "view@generation/level/slot");
        }
        if (stored.length < HEADER_LENGTH + CHECKSUM_LENGTH) {
            throw GranaryException.invalid(
                    "window state", stored.length + " bytes", ">= " + (HEADER_LENGTH + CHECKSUM_LENGTH));
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
        int end = HEADER_LENGTH + page.length;
        ByteBuffer stored = ByteBuffer.allocate(end + CHECKSUM_LENGTH)
                .putLong(epoch)
                .putLong(offset)
                .put(page);
        stored.putInt(checksum(stored.array(), 0, end));
        return new WindowState(key, field, stored.array(), expiryMicros);
    }

    /** How long the page of a stored state is, from after its header; -1 when its bytes are not as they were written. */
    public static int pageLength(byte[] bytes, int offset, int length) {
        int end = length - CHECKSUM_LENGTH;
        if (end < HEADER_LENGTH || checksum(bytes, offset, end) != (int) INT.get(bytes, offset + end)) {
            return -1;
        }
        return end - HEADER_LENGTH;
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }

    /** The page of a stored state. */
    public static byte[] page(byte[] stored) {
        return Arrays.copyOfRange(stored, HEADER_LENGTH, stored.length - CHECKSUM_LENGTH);
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
     * @param schemaRevision of the states: a generation that was dropped and comes back has another topic
     */
    public static String backfillTopic(String project, String field, int schemaRevision) {
        return "granary." + project + ".backfill." + field.replace('@', '.') + "." + schemaRevision;
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
        return "WindowState[" + key + ", " + field + ", " + (stored.length - HEADER_LENGTH - CHECKSUM_LENGTH)
                + " bytes]";
    }
}
