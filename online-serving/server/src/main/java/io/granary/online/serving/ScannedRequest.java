package io.granary.online.serving;

import io.granary.online.serving.json.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request cut into its entities, which differ from request to request, and the bytes before and after them, which
 * mostly do not. It says nothing of these bytes: whoever knows them knows what they ask for.
 */
final class ScannedRequest {

    private static final byte[] ENTITIES = "\"entities\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHIFTS = shifts();
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private final byte[] body;
    private final int start;
    private final ScannedEntities entities;

    private ScannedRequest(byte[] body, int start, ScannedEntities entities) {
        this.body = body;
        this.start = start;
        this.entities = entities;
    }

    /** Of each byte at the end of a place to look at, how far the next place is. */
    private static byte[] shifts() {
        byte[] shifts = new byte[1 << Byte.SIZE];
        Arrays.fill(shifts, (byte) ENTITIES.length);
        for (int i = 0; i < ENTITIES.length - 1; i++) {
            shifts[ENTITIES[i] & 0xFF] = (byte) (ENTITIES.length - 1 - i);
        }
        return shifts;
    }

    /** @return null unless the entities are found and have their usual form */
    static @Nullable ScannedRequest of(byte[] body, int maxRows) {
        int start = findEntities(body);
        ScannedEntities entities = start < 0 ? null : ScannedEntities.of(body, start, maxRows);
        return entities == null ? null : new ScannedRequest(body, start, entities);
    }

    /** Where the first object of that name starts. In JSON, the quotes make sure that it is a key. */
    private static int findEntities(byte[] body) {
        int at = 0;
        while (at <= body.length - ENTITIES.length) {
            byte last = body[at + ENTITIES.length - 1];
            if (last == '"' && Arrays.equals(body, at, at + ENTITIES.length, ENTITIES, 0, ENTITIES.length)) {
                return findObject(body, at + ENTITIES.length);
            }
            at += SHIFTS[last & 0xFF];
        }
        return -1;
    }

    private static int findObject(byte[] body, int from) {
        int colons = 0;
        for (int i = from; i < body.length; i++) {
            if (body[i] == '{' && colons == 1) {
                return i;
            }
            if (body[i] == ':') {
                colons++;
            } else if (body[i] != ' ') {
                return -1;
            }
        }
        return -1;
    }

    ScannedEntities entities() {
        return entities;
    }

    /** How many bytes are not entities. */
    int shapeLength() {
        return body.length - (entities.end() - start);
    }

    byte[] copyHead() {
        return Arrays.copyOf(body, start);
    }

    byte[] copyTail() {
        return Arrays.copyOfRange(body, entities.end(), body.length);
    }

    /** Whether the bytes before and after the entities are these. */
    boolean hasShape(byte[] head, byte[] tail) {
        return Arrays.equals(body, 0, start, head, 0, head.length)
                && Arrays.equals(body, entities.end(), body.length, tail, 0, tail.length);
    }

    int shapeHash() {
        long hash = hash(hash(start, 0, start), entities.end(), body.length);
        return (int) (hash ^ (hash >>> Integer.SIZE));
    }

    private long hash(long seed, int from, int to) {
        long hash = seed;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            hash = hash * FACTOR + LittleEndian.int64(body, i);
            hash ^= hash >>> Integer.SIZE;
        }
        for (; i < to; i++) {
            hash = hash * FACTOR + body[i];
        }
        return hash * FACTOR;
    }
}
