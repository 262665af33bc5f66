package io.granary.http.grpc;

import java.nio.charset.StandardCharsets;

/** Text for the trailer {@code grpc-message}, in which only printable ASCII may stand as it is. */
final class StatusMessage {

    /** Callers refuse trailers of more than 8 KiB. */
    private static final int MAX_LENGTH = 4_096;

    private static final String HEX = "0123456789ABCDEF";

    private StatusMessage() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            if (encoded.length() > MAX_LENGTH) {
                return encoded.append("...").toString();
            }
            append(unit, encoded);
        }
        return encoded.toString();
    }

    private static void append(byte unit, StringBuilder encoded) {
        if (unit >= ' ' && unit <= '~' && unit != '%') {
            encoded.append((char) unit);
        } else {
            encoded.append('%').append(HEX.charAt((unit >> 4) & 0xf)).append(HEX.charAt(unit & 0xf));
        }
    }
}
