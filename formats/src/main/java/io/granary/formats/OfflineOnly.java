package io.granary.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The header of a pushed row that is for the offline store: nothing is computed from it for the online store. */
public final class OfflineOnly {

    public static final String HEADER = "granary.to";

    private static final String VALUE = "offline";

    private OfflineOnly() {}

    /** What the header says. */
    public static byte[] value() {
        return VALUE.getBytes(UTF_8);
    }

    public static boolean isMarked(EventHeaders headers) {
        byte[] value = headers.last(HEADER);
        return value != null && VALUE.equals(new String(value, UTF_8));
    }
}
