package io.granary.core.key;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an encoded entity key says of itself: which join keys it has, and the part of it that some of them make up. */
public final class EntityKeyParts {

    private final byte[] key;
    private final int start;
    private final List<String> names;
    private final int[] ends;

    private EntityKeyParts(byte[] key, int start, List<String> names, int[] ends) {
        this.key = key;
        this.start = start;
        this.names = names;
        this.ends = ends;
    }

    /** @throws io.granary.core.GranaryException (INTERNAL) when the bytes are not an entity key */
    public static EntityKeyParts of(byte[] key) {
        KeyReader reader = new KeyReader(key);
        if (reader.readByte() != EntityKeyCodec.LAYOUT_VERSION) {
            throw reader.malformed("another layout version");
        }
        reader.readText(reader.readLength());
        int start = reader.position();
        List<String> names = new ArrayList<>(2);
        List<Integer> ends = new ArrayList<>(2);
        while (reader.position() < key.length) {
            names.add(reader.readText(reader.readLength()));
            reader.readByte();
            reader.readBuffer(reader.readLength());
            ends.add(reader.position());
        }
        return new EntityKeyParts(
                key,
                start,
                List.copyOf(names),
                ends.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The names of its join keys, in their order. */
    public List<String> names() {
        return names;
    }

    /**
     * The entity key of some of its join keys alone.
     *
     * @return null when it lacks one of them; the key itself, not a copy, when it has no others
     */
    public byte @Nullable [] only(Set<String> wanted) {
        if (!names.containsAll(wanted)) {
            return null;
        }
        if (wanted.size() == names.size()) {
            return key;
        }
        ByteArrayOutputStream part = new ByteArrayOutputStream(key.length);
        part.write(key, 0, start);
        for (int i = 0; i < ends.length; i++) {
            int from = i == 0 ? start : ends[i - 1];
            if (wanted.contains(names.get(i))) {
                part.write(key, from, ends[i] - from);
            }
        }
        return part.toByteArray();
    }
}
