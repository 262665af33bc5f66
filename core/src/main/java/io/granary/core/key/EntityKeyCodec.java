package io.granary.core.key;

import io.granary.core.GranaryException;
import io.granary.core.definition.JoinKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the values of a list of join keys in a project, injectively: layout version, project, then each join key in
 * the order of names as name, type tag and length-prefixed value. No separator, no hash, no normalization. Two lists of
 * the same join keys in another order give the same bytes. Immutable and safe for threads.
 *
 * <p>Layout, where a length is a varint (seven bits a byte, the lowest first, in as few bytes as it needs) and text is
 * UTF-8:
 *
 * <pre>
 * 01                      layout version
 * length, project
 * for each join key:
 *   length, name
 *   type tag              01 BOOL, 02 INT32, 03 INT64, 04 STRING, 05 BYTES, 06 TIMESTAMP
 *   length, value         BOOL 00 or 01; numbers and epoch microseconds big-endian, in 4 or 8 bytes
 * </pre>
 */
public final class EntityKeyCodec {

    static final byte LAYOUT_VERSION = 1;

    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Layout version and project. */
    private final byte[] prefix;

    private final KeyPart[] sortedParts;
    private final int length;

    private EntityKeyCodec(byte[] prefix, KeyPart[] sortedParts) {
        this.prefix = prefix;
        this.sortedParts = sortedParts;
        this.length = prefix.length
                + IntStream.range(0, sortedParts.length)
                        .map(i -> sortedParts[i].prefix().length)
                        .sum();
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when there is no join key, or two have the same name */
    public static EntityKeyCodec of(String project, List<JoinKey> joinKeys) {
        requireDistinctNames(joinKeys);
        KeyPart[] parts = IntStream.range(0, joinKeys.size())
                .mapToObj(index -> KeyPart.of(index, joinKeys.get(index)))
                .sorted(Comparator.comparing(KeyPart::name))
                .toArray(KeyPart[]::new);
        return new EntityKeyCodec(prefix(project), parts);
    }

    /** What every entity key of a project starts with, and no entity key of another one. */
    public static byte[] prefix(String project) {
        return new KeyWriter().writeByte(LAYOUT_VERSION).writeText(project).toByteArray();
    }

    /**
     * Encodes one key.
     *
     * @param values in the order of the codec's join keys, each of its type's Java class
     * @throws GranaryException (INVALID_ARGUMENT) naming the join key whose value is null or of another class
     */
    public EntityKey encode(@Nullable Object[] values) {
        requireCount(values);
        int[] lengths = new int[sortedParts.length];
        int total = length;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = sortedParts[i].valueLength(values[sortedParts[i].index()]);
            total = Math.addExact(total, Varint.length(lengths[i]) + lengths[i]);
        }
        byte[] key = new byte[total];
        System.arraycopy(prefix, 0, key, 0, prefix.length);
        int position = prefix.length;
        for (int i = 0; i < lengths.length; i++) {
            position = sortedParts[i].write(values[sortedParts[i].index()], lengths[i], key, position);
        }
        return EntityKey.ofBytes(key);
    }

    /**
     * The values of an encoded key in the order of the codec's join keys: the inverse of {@link #encode}.
     *
     * @throws GranaryException (INTERNAL) when no values of these join keys in this project encode to the key
     */
    public Object[] decode(EntityKey key) {
        KeyReader reader = new KeyReader(key.bytes());
        reader.expect(prefix);
        Object[] values = new Object[sortedParts.length];
        for (KeyPart part : sortedParts) {
            reader.expect(part.prefix());
            values[part.index()] = part.read(reader);
        }
        reader.requireEnd();
        return values;
    }

    /** Bytes of what every key of this codec starts with. */
    public int startLength() {
        return prefix.length;
    }

    /**
     * Bytes of one join key in a key.
     *
     * @param part of the join keys in the order of their names
     * @param valueLength bytes of the value alone, as {@link #valueLength} tells
     */
    public int partLength(int part, int valueLength) {
        return sortedParts[part].prefix().length + Varint.length(valueLength) + valueLength;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) naming the join key when the value is null or of another class */
    public int valueLength(int part, @Nullable Object value) {
        return sortedParts[part].valueLength(value);
    }

    /** Starts a key in place; then one of the write methods follows for each join key in the order of their names. */
    public int writeStart(byte[] target, int position) {
        System.arraycopy(prefix, 0, target, position, prefix.length);
        return position + prefix.length;
    }

    /** Writes a value that has a {@link #valueLength}, and returns the position after it. */
    public int write(int part, Object value, byte[] target, int position) {
        KeyPart key = sortedParts[part];
        return key.write(value, key.valueLength(value), target, position);
    }

    /** Writes the value of an INT64 join key, and returns the position after it. */
    public int writeInt64(int part, long value, byte[] target, int position) {
        int start = sortedParts[part].writePrefix(Long.BYTES, target, position);
        BIG_ENDIAN.set(target, start, value);
        return start + Long.BYTES;
    }

    /** Writes the value of a STRING join key, which the caller knows to be UTF-8, and returns the position after it. */
    public int writeText(int part, byte[] utf8, int offset, int length, byte[] target, int position) {
        int start = sortedParts[part].writePrefix(length, target, position);
        System.arraycopy(utf8, offset, target, start, length);
        return start + length;
    }

    private void requireCount(@Nullable Object[] values) {
        if (values.length != sortedParts.length) {
            throw GranaryException.invalid("join key values", values.length, sortedParts.length + " values");
        }
    }

    private static void requireDistinctNames(List<JoinKey> joinKeys) {
        Set<String> names = new HashSet<>();
        for (JoinKey joinKey : joinKeys) {
            if (!names.add(joinKey.name())) {
                throw GranaryException.invalid("join key", joinKey.name(), "a name that no other join key has");
            }
        }
        if (names.isEmpty()) {
            throw GranaryException.invalid("join keys", joinKeys, "at least one join key");
        }
    }
}
