package io.granary.ingestion;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the events of entity keys, so that one which comes again counts once: two events are one iff entity key, id,
 * timestamp and inputs are the same. Of each event it keeps hashes and the timestamp, for as long as another one of that
 * timestamp may be accepted. Used by the thread of its task.
 */
final class EventMemory {

    /** What an event is to those before it. */
    enum Verdict {
        NEW,
        /** The same event again. */
        DUPLICATE,
        /** Another event with the id of one before; it counts. */
        CONFLICT
    }

    private static final int ENTRY = 2 * Long.BYTES;

    /** Ids are forgotten so many at a time. */
    private static final int MANY = 4_096;

    private static final long LEAST_AGE = TimeUnit.MINUTES.toMicros(1);

    /** Of the allowed lateness, by how much ids are kept for longer than they must. */
    private static final int AGES = 16;

    private final IdStore ids;
    private final long ageMicros;
    private final MessageDigest digest = sha256();

    /** @param latenessMicros that the source allows */
    EventMemory(IdStore ids, long latenessMicros) {
        this.ids = ids;
        this.ageMicros = Math.max(LEAST_AGE, latenessMicros / AGES);
    }

    /**
     * Takes note of an event.
     *
     * @param encoded timestamp, id and inputs
     */
    Verdict remember(byte[] entityKey, byte[] id, int offset, int length, long eventMicros, byte[] encoded) {
        EventId key = id(entityKey, id, offset, length);
        long content = ByteBuffer.wrap(digest.digest(encoded)).getLong();
        byte[] before = ids.get(key);
        if (before == null) {
            ids.put(key, entry(eventMicros, content), age(eventMicros));
            return Verdict.NEW;
        }
        if (has(before, eventMicros, content)) {
            return Verdict.DUPLICATE;
        }
        ids.put(key, joined(before, entry(eventMicros, content)), age(eventMicros));
        return Verdict.CONFLICT;
    }

    /** Forgets some of the events before a moment: no event of such a timestamp is accepted any more. */
    void forgetBefore(long eventMicros) {
        ids.forget(age(eventMicros), MANY, remembered -> since(remembered, eventMicros));
    }

    private long age(long eventMicros) {
        return Math.floorDiv(eventMicros, ageMicros);
    }

    private EventId id(byte[] entityKey, byte[] id, int offset, int length) {
        digest.update(
                ByteBuffer.allocate(Integer.BYTES).putInt(entityKey.length).array());
        digest.update(entityKey);
        digest.update(id, offset, length);
        return EventId.read(ByteBuffer.wrap(digest.digest()));
    }

    private static byte[] entry(long eventMicros, long content) {
        return ByteBuffer.allocate(ENTRY).putLong(eventMicros).putLong(content).array();
    }

    private static boolean has(byte[] entries, long eventMicros, long content) {
        ByteBuffer rest = ByteBuffer.wrap(entries);
        while (rest.hasRemaining()) {
            long moment = rest.getLong();
            if (rest.getLong() == content && moment == eventMicros) {
                return true;
            }
        }
        return false;
    }

    private static byte[] joined(byte[] entries, byte[] entry) {
        byte[] joined = Arrays.copyOf(entries, entries.length + entry.length);
        System.arraycopy(entry, 0, joined, entries.length, entry.length);
        return joined;
    }

    private byte @Nullable [] since(byte[] entries, long eventMicros) {
        long limit = age(eventMicros);
        ByteBuffer all = ByteBuffer.wrap(entries);
        ByteBuffer kept = ByteBuffer.allocate(entries.length);
        while (all.hasRemaining()) {
            long moment = all.getLong();
            long content = all.getLong();
            if (age(moment) >= limit) {
                kept.putLong(moment).putLong(content);
            }
        }
        if (kept.position() == entries.length) {
            return entries;
        }
        return kept.position() == 0 ? null : Arrays.copyOf(kept.array(), kept.position());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
