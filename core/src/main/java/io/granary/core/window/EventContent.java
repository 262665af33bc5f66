package io.granary.core.window;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What makes two events of one entity key the same one: id, timestamp and all inputs of the layout. An event with the id of
 * another and other content is another event, and a conflict. Reusable; one thread.
 */
public final class EventContent {

    /** How long digests are: as good as never equal for two contents. */
    public static final int DIGEST_LENGTH = 16;

    private final ByteSink sink = new ByteSink();
    private final MessageDigest sha256;

    public EventContent() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The content itself: equal bytes for equal events only. */
    public byte[] bytes(EventValues event) {
        sink.clear();
        event.write(sink, 0);
        return sink.toByteArray();
    }

    /** The content in few bytes. */
    public byte[] digest(EventValues event) {
        sink.clear();
        event.write(sink, 0);
        sha256.update(sink.array(), 0, sink.size());
        return Arrays.copyOf(sha256.digest(), DIGEST_LENGTH);
    }

    /** The id alone, by which conflicts are found. */
    public static byte[] id(EventValues event) {
        return Arrays.copyOfRange(event.id(), event.idOffset(), event.idOffset() + event.idLength());
    }
}
