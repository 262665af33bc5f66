package io.granary.offline.spark;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A flight that has arrived, and the rule by which one of two at the same moment is the newer; shares no code with core. */
record Arrival(String origin, String destination, Instant at, long delay, long distance) {

    static List<Arrival> readAll(List<Map<String, @Nullable Object>> rows) {
        List<Arrival> arrivals = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            arrivals.add(new Arrival(
                    String.valueOf(row.get("origin")),
                    String.valueOf(row.get("destination")),
                    moment(row.get("arrived_at")),
                    ((Number) row.getOrDefault("delay_minutes", 0)).longValue(),
                    ((Number) row.getOrDefault("distance_miles", 0)).longValue()));
        }
        return arrivals;
    }

    static Instant moment(@Nullable Object value) {
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime().toInstant(ZoneOffset.UTC);
        }
        return ((OffsetDateTime) requireNonNull(value)).toInstant();
    }

    /** The newest of the arrivals that are known and young enough, or null. */
    static @Nullable Arrival newest(List<Arrival> arrivals, Instant asked, Duration ttl) {
        Arrival newest = null;
        for (Arrival arrival : arrivals) {
            if (!arrival.at.isAfter(asked)
                    && !arrival.at.plus(ttl).isBefore(asked)
                    && (newest == null || arrival.isNewerThan(newest))) {
                newest = arrival;
            }
        }
        return newest;
    }

    /** Arrivals at one moment are ordered by the Avro bytes of the view's row: delay, then distance. */
    private boolean isNewerThan(Arrival other) {
        int byMoment = at.compareTo(other.at);
        return byMoment > 0 || (byMoment == 0 && Arrays.compareUnsigned(body(), other.body()) > 0);
    }

    private byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeLong(bytes, delay);
        writeLong(bytes, distance);
        return bytes.toByteArray();
    }

    private static void writeLong(ByteArrayOutputStream bytes, long value) {
        bytes.write(2);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
