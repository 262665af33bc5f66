package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The mark of a pushed row that is for the offline store: the archive takes it, nothing is computed for the online store. */
public final class OfflineOnly {

    private static final String HEADER = "granary.to";
    private static final String VALUE = "offline";

    private OfflineOnly() {}

    public static void mark(Headers headers) {
        headers.add(HEADER, VALUE.getBytes(UTF_8));
    }

    static boolean isMarked(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header != null && header.value() != null && VALUE.equals(new String(header.value(), UTF_8));
    }
}
