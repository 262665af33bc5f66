package io.granary.offline.engine;

import io.granary.core.GranaryException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a training set in two parts, {@code train} and {@code test}, or three, {@code train}, {@code validation} and
 * {@code test}; which part a row is in is the same for every engine.
 *
 * @param columns of the entity frame that are hashed; none: by {@link By#ENTITY} those that hold the join keys, by {@link
 *     By#HASH} all
 * @param shares of the parts, in their order, which are 1 together; none when {@code cuts} are given
 * @param cuts by time, the first moment of each part but the first
 * @param seed of the hash
 */
public record SetSplit(By by, List<String> columns, List<BigDecimal> shares, List<Instant> cuts, long seed) {

    /** What decides on the part of a row. */
    public enum By {
        /** Its moment: parts follow each other, rows of one moment are in the same part. */
        TIME,
        /** Its entity: all rows of one are in the same part. */
        ENTITY,
        /** A hash of the row: equal rows are in the same part. */
        HASH
    }

    private static final String RULE =
            "time, entity or hash, a colon, and two or three shares that are 1 together, such as"
                    + " time:0.8,0.1,0.1; or by time, one or two moments that rise, such as time:2026-01-01T00:00:00Z";

    public SetSplit {
        columns = List.copyOf(columns);
        shares = List.copyOf(shares);
        cuts = List.copyOf(cuts);
        if (!(cuts.isEmpty() ? areShares(shares) : shares.isEmpty() && by == By.TIME && areCuts(cuts))) {
            throw GranaryException.invalid("split", text(by, shares, cuts), RULE);
        }
        if (by == By.TIME && !columns.isEmpty()) {
            throw GranaryException.invalid("split columns", columns, "none when it is by time");
        }
    }

    /** Reads {@code entity:0.8,0.2}, {@code time:0.8,0.1,0.1}, {@code time:2026-01-01T00:00:00Z} and the like. */
    public static SetSplit parse(String text, List<String> columns, long seed) {
        int colon = text.indexOf(':');
        try {
            By by = By.valueOf(text.substring(0, Math.max(0, colon)).toUpperCase(Locale.ROOT));
            List<String> parts = Arrays.asList(text.substring(colon + 1).split(",", -1));
            boolean areCuts = parts.stream().anyMatch(part -> part.contains("T"));
            return new SetSplit(
                    by,
                    columns,
                    areCuts ? List.of() : parts.stream().map(BigDecimal::new).toList(),
                    areCuts ? parts.stream().map(Instant::parse).toList() : List.of(),
                    seed);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw GranaryException.invalid("split", text, RULE);
        }
    }

    /** The names of the parts, in their order. */
    public List<String> parts() {
        return Math.max(shares.size(), cuts.size() + 1) == 2
                ? List.of("train", "test")
                : List.of("train", "validation", "test");
    }

    /** By hash, the first one of each part but the first. */
    public List<Long> bounds() {
        return sums().stream().map(Shares::bound).toList();
    }

    /**
     * By time and shares, how many rows are before the first moment of each part but the first, when moments differ.
     *
     * @param rows of the frame
     */
    public List<Long> places(long rows) {
        return sums().stream()
                .map(sum -> sum.multiply(BigDecimal.valueOf(rows)).longValue())
                .toList();
    }

    /** As {@link #parse} reads it. */
    public String text() {
        return text(by, shares, cuts);
    }

    /** The shares of the first part, of the first two, and so on, but not of all. */
    private List<BigDecimal> sums() {
        List<BigDecimal> sums = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal share : shares.subList(0, shares.size() - 1)) {
            sum = sum.add(share);
            sums.add(sum);
        }
        return sums;
    }

    private static boolean areShares(List<BigDecimal> shares) {
        return (shares.size() == 2 || shares.size() == 3)
                && shares.stream().allMatch(Shares::isShare)
                && shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add).compareTo(BigDecimal.ONE) == 0;
    }

    private static boolean areCuts(List<Instant> cuts) {
        return cuts.size() == 1 || (cuts.size() == 2 && cuts.get(0).isBefore(cuts.get(1)));
    }

    private static String text(By by, List<BigDecimal> shares, List<Instant> cuts) {
        List<String> parts = cuts.isEmpty()
                ? shares.stream().map(BigDecimal::toString).toList()
                : cuts.stream().map(Instant::toString).toList();
        return by.name().toLowerCase(Locale.ROOT) + ":" + String.join(",", parts);
    }
}
