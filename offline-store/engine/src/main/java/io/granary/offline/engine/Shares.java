package io.granary.offline.engine;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Shares of all hashes: of a hash whose every value is as likely as another, that part of them is below the bound. */
final class Shares {

    private static final BigDecimal HASHES = new BigDecimal(BigInteger.ONE.shiftLeft(Long.SIZE));

    /** After the point; hashes tell no more. */
    private static final int MAX_DIGITS = 18;

    private Shares() {}

    static boolean isShare(BigDecimal share) {
        return share.signum() > 0 && share.compareTo(BigDecimal.ONE) < 0 && share.scale() <= MAX_DIGITS;
    }

    /** Hashes are signed numbers, from {@link Long#MIN_VALUE} on. */
    static long bound(BigDecimal share) {
        return share.multiply(HASHES).toBigInteger().longValue() ^ Long.MIN_VALUE;
    }
}
