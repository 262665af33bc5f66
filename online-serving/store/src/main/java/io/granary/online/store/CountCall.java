package io.granary.online.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of one call of the script that counts, and what its answer means. */
final class CountCall {

    /** So many keys keep other clients of Redis waiting for less than a millisecond. */
    private static final String KEYS = "500";

    private CountCall() {}

    static byte[][] arguments(byte[] keyPrefix, @Nullable String from) {
        return new byte[][] {
            (from == null ? RemovalCall.ENDS : from).getBytes(US_ASCII),
            RemovalCall.pattern(keyPrefix),
            KEYS.getBytes(US_ASCII)
        };
    }

    static CountStep step(List<Object> answer) {
        String next = new String((byte[]) answer.get(0), US_ASCII);
        return new CountStep(
                next.equals(RemovalCall.ENDS) ? null : next, ((Long) answer.get(1)).intValue(), (Long) answer.get(2));
    }
}
