package io.granary.offline.engine;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Some of the rows of an entity frame, chosen by a hash of their columns: the same ones by every engine and in every order
 * of the rows.
 *
 * @param rows how many, or all when there are not as many; null when a share is asked for
 * @param share of the rows, about: each is taken or not whatever others there are; null when a number is asked for
 * @param seed of the hash; another one chooses others
 */
public record FrameSample(@Nullable Long rows, @Nullable BigDecimal share, long seed) {

    private static final String RULE = "a share such as 0.1, or a number of rows such as 10000";

    public FrameSample {
        if ((rows == null) == (share == null)
                || (rows != null && rows <= 0)
                || (share != null && !Shares.isShare(share))) {
            throw GranaryException.invalid("sample", rows == null ? share : rows, RULE);
        }
    }

    /** Reads {@code 0.1}, a share, or {@code 10000}, a number of rows. */
    public static FrameSample parse(String text, long seed) {
        try {
            return text.matches("\\d{1,18}")
                    ? new FrameSample(Long.valueOf(text), null, seed)
                    : new FrameSample(null, new BigDecimal(text), seed);
        } catch (NumberFormatException e) {
            throw GranaryException.invalid("sample", text, RULE);
        }
    }

    /** The hash, in the order of {@link SetSplit}, below which rows are taken by their share. */
    public long bound() {
        return Shares.bound(requireNonNull(share, "share"));
    }

    /** As {@link #parse} reads it. */
    public String text() {
        return rows == null ? requireNonNull(share, "share").toString() : rows.toString();
    }
}
