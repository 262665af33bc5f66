package io.granary.offline.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The point-in-time join of a plain view as plainly as it can be said: every entity row against every source row. Shares no
 * code with the engines.
 *
 * @param facts by their frame
 * @param features in the order of the view
 * @param delay of rows that do not say when they came
 * @param isStatic whether rows have no event timestamp
 */
record ReferenceView(
        String name,
        Map<Long, List<ReferenceFact>> facts,
        List<String> features,
        Predicate<ReferenceFact> where,
        @Nullable Duration ttl,
        Duration delay,
        boolean isStatic) {

    private static final Duration GRACE = Duration.ofDays(7);

    /** Whether rows of the source may come later than they are true. */
    boolean tellsArrival() {
        return !isStatic
                && (!delay.isZero() || facts.values().iterator().next().get(0).created() != null);
    }

    /** The status of a feature of the newest row, which may be too old, or null. */
    String status(@Nullable ReferenceFact newest, ReferenceQuestion question, String feature) {
        if (newest == null || isOlder(newest, question, GRACE)) {
            return "NOT_FOUND";
        }
        if (isOlder(newest, question, Duration.ZERO)) {
            return "OUTSIDE_MAX_AGE";
        }
        return values(newest).get(feature) == null ? "NULL_VALUE" : "PRESENT";
    }

    /** What a row gives for each feature. */
    static Map<String, @Nullable Object> values(ReferenceFact fact) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("n", fact.n());
        values.put("x", fact.x() == null ? null : (Object) (fact.x() + 0.0));
        values.put("s", fact.s());
        values.put("twice", fact.n() == null ? null : (Object) (fact.n() * 2));
        return values;
    }

    /** The newest row that an entity row sees, or null. */
    @Nullable
    ReferenceFact newest(ReferenceQuestion question, boolean onlyArrived) {
        ReferenceFact newest = null;
        for (ReferenceFact fact : ReferenceFact.of(question, facts)) {
            boolean isSeen = question.isAbout(fact)
                    && where.test(fact)
                    && !at(fact).isAfter(question.at())
                    && !(onlyArrived && created(fact).isAfter(question.at()));
            if (isSeen && (newest == null || isGreater(fact, newest))) {
                newest = fact;
            }
        }
        return newest;
    }

    private boolean isOlder(ReferenceFact fact, ReferenceQuestion question, Duration grace) {
        return ttl != null && at(fact).plus(ttl).plus(grace).isBefore(question.at());
    }

    private Instant at(ReferenceFact fact) {
        return isStatic ? Instant.EPOCH : fact.at();
    }

    private Instant created(ReferenceFact fact) {
        return fact.created() == null ? at(fact).plus(delay) : fact.created();
    }

    private boolean isGreater(ReferenceFact left, ReferenceFact right) {
        int byEvent = at(left).compareTo(at(right));
        int byCreated = byEvent == 0 ? created(left).compareTo(created(right)) : byEvent;
        return (byCreated == 0 ? Arrays.compareUnsigned(body(left), body(right)) : byCreated) > 0;
    }

    /** Avro's binary encoding, of unions of null and a type. */
    private byte[] body(ReferenceFact fact) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String feature : features) {
            Object value = values(fact).get(feature);
            bytes.write(value == null ? 0 : 2);
            if (value instanceof Long number) {
                writeLong(bytes, number);
            } else if (value instanceof Double number) {
                ByteBuffer eight = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.writeBytes(eight.putDouble(number).array());
            } else if (value instanceof String text) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                writeLong(bytes, utf8.length);
                bytes.writeBytes(utf8);
            }
        }
        return bytes.toByteArray();
    }

    private static void writeLong(ByteArrayOutputStream bytes, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
