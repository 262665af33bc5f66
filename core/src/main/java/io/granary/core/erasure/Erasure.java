package io.granary.core.erasure;

import io.granary.core.GranaryException;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyParts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * That one entity was erased: whatever arrived of it up to a moment does not count any more, wherever it is read again.
 * Holds no value of a join key, but a digest of them.
 *
 * @param joinKeys names, in their order
 * @param digest SHA-256 of the {@link EntityKey} of these join keys alone, in hexadecimal digits
 * @param untilMillis what arrived then or before is erased, in epoch milliseconds
 */
public record Erasure(List<String> joinKeys, String digest, long untilMillis) {

    /** The header of a record of the topic of erasures, with {@link #text()} in UTF-8. */
    public static final String HEADER = "granary.erasure";

    private static final String SEPARATOR = " ";
    private static final String DIGEST = "[0-9a-f]{64}";

    public Erasure {
        joinKeys = List.copyOf(joinKeys);
        if (joinKeys.isEmpty() || !joinKeys.equals(List.copyOf(new TreeSet<>(joinKeys)))) {
            throw GranaryException.invalid("join keys", joinKeys, "at least one name, each once, in their order");
        }
        if (!digest.matches(DIGEST)) {
            throw GranaryException.invalid("digest", digest, "64 hexadecimal digits");
        }
    }

    /** Of an entity key that has no other join keys than the entity's. */
    public static Erasure of(EntityKey key, long untilMillis) {
        return new Erasure(EntityKeyParts.of(key.bytes()).names(), digest(key.bytes()), untilMillis);
    }

    /** The Kafka topic that says who was erased from a project. */
    public static String topic(String project) {
        return "granary." + project + ".erasures";
    }

    /** Whether an entity key is of the entity, alone or with others; whenever it is. */
    public boolean isOf(byte[] entityKey) {
        byte[] part = EntityKeyParts.of(entityKey).only(Set.copyOf(joinKeys));
        return part != null && digest(part).equals(digest);
    }

    static String digest(byte[] key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Digest, moment and join keys, with spaces between; {@link #parse} reads it. */
    public String text() {
        return digest + SEPARATOR + untilMillis + SEPARATOR + String.join(SEPARATOR, joinKeys);
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the text is not what {@link #text} makes */
    public static Erasure parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length < 3 || !parts[1].matches("\\d{1,18}")) {
            throw GranaryException.invalid("erasure", text, "a digest, a moment and join keys");
        }
        return new Erasure(List.of(parts).subList(2, parts.length), parts[0], Long.parseLong(parts[1]));
    }
}
